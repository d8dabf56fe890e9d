package org.evalgap.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.evalgap.cli.command.SweepJob;
import org.evalgap.cli.input.InputException;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepColumns;
import org.evalgap.sweep.run.SweepFailure;
import org.evalgap.sweep.run.SweepRow;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a folder of Parquet, on any file system that Hadoop knows. Files are in the plan's order by their names, and so are
 * their rows; a file {@code _SUCCESS} says that no point is missing but those that failed. What is no number is NULL. A folder
 * without it, which holds such files and nothing else, is what a run has left that did not end: they are written anew.
 */
final class ParquetFolder implements SweepJob.Rows {
    private static final int ROWS_A_FILE = 1 << 18;
    private static final String WHOLE = "_SUCCESS";

    /** Names that only this class gives: Spark's own have more in them. */
    private static final Pattern PART = Pattern.compile("part-\\d{5,}\\.parquet");

    private final String name;
    private final Path folder;
    private final Configuration configuration;
    private final SweepColumns columns;
    private final long points;

    /**
     * A folder that is to be made.
     *
     * @param name as the command line has it
     * @param plan whose rows they are
     * @param configuration Hadoop's
     */
    ParquetFolder(String name, SweepPlan plan, Configuration configuration) {
        this.name = name;
        this.columns = SweepColumns.of(plan);
        this.points = plan.size();
        this.configuration = configuration;
        try {
            this.folder = new Path(name);
        } catch (IllegalArgumentException e) {
            throw new InputException("--out " + name + ": no path of a folder (" + e.getMessage() + ")");
        }
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Refuses a folder that holds anything but what is left of a run that did not end.
     *
     * @throws InputException if it does, or if its file system cannot be reached
     */
    ParquetFolder requireFree() {
        try {
            remains();
        } catch (IOException e) {
            throw unwritable(e);
        }
        return this;
    }

    /** Files of a run that did not end; none where there is no folder. */
    private List<Path> remains() throws IOException {
        FileSystem system = system();
        if (!system.exists(folder)) {
            return List.of();
        }
        if (!system.getFileStatus(folder).isDirectory()) {
            throw taken("a file");
        }
        List<Path> files = new ArrayList<>();
        for (FileStatus status : system.listStatus(folder)) {
            String file = status.getPath().getName();
            if (file.equals(WHOLE)) {
                throw taken("a folder that is whole");
            }
            if (!status.isFile() || !PART.matcher(file).matches()) {
                throw taken("a folder with " + file + " in it");
            }
            files.add(status.getPath());
        }
        return files;
    }

    private InputException taken(String what) {
        return new InputException("--out " + name + ": exists already; give a new folder (that is " + what
                + "; results that are kept with --store are not simulated again)");
    }

    private FileSystem system() throws IOException {
        FileSystem system = folder.getFileSystem(configuration);
        system.setWriteChecksum(false);
        return system;
    }

    private InputException unwritable(Exception e) {
        return new InputException("--out " + name + ": cannot be written (" + e.getMessage() + ")");
    }

    @Override
    public SweepJob.Sink open() {
        try {
            for (Path file : remains()) {
                if (!system().delete(file, false)) {
                    throw new IOException(file.getName() + " of a run that did not end cannot be deleted");
                }
            }
            if (!system().mkdirs(folder)) {
                throw new IOException("the folder cannot be made");
            }
            return new Sink();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private MessageType schema() {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        for (SweepColumns.Column column : columns.columns()) {
            if (column.type() == Double.class) {
                schema.optional(PrimitiveTypeName.DOUBLE).named(column.name());
            } else if (column.type() == Long.class) {
                schema.required(PrimitiveTypeName.INT64).named(column.name());
            } else {
                schema.required(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.name());
            }
        }
        return schema.named("row");
    }

    /** Takes rows in, and begins a new file now and then. */
    private final class Sink implements SweepJob.Sink {
        private final MessageType schema = schema();
        private final List<SweepColumns.Column> list = columns.columns();
        private @Nullable ParquetWriter<Group> file;
        private long rows;
        private long failures;
        private int files;

        @Override
        public void row(SweepRow row) {
            try {
                ParquetWriter<Group> open = file == null ? next() : file;
                file = open;
                open.write(group(row));
                if (++rows % ROWS_A_FILE == 0) {
                    open.close();
                    file = null;
                }
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        @Override
        public void failed(SweepFailure failure) {
            failures++;
        }

        private ParquetWriter<Group> next() throws IOException {
            Path path = new Path(folder, String.format(Locale.ROOT, "part-%05d.parquet", files++));
            return ExampleParquetWriter.builder(HadoopOutputFile.fromPath(path, configuration))
                    .withConf(configuration)
                    .withType(schema)
                    .withWriteMode(ParquetFileWriter.Mode.CREATE)
                    .withCompressionCodec(CompressionCodecName.SNAPPY)
                    .build();
        }

        private Group group(SweepRow row) {
            Group group = new SimpleGroup(schema);
            for (int i = 0; i < list.size(); i++) {
                Object value = list.get(i).value().apply(row);
                if (value instanceof Double number) {
                    if (!number.isNaN()) {
                        group.add(i, number.doubleValue());
                    }
                } else if (value instanceof Long number) {
                    group.add(i, number.longValue());
                } else {
                    group.add(i, value.toString());
                }
            }
            return group;
        }

        @Override
        public void close() {
            try {
                if (file != null) {
                    file.close();
                    file = null;
                }
                if (rows + failures == points) {
                    system().create(new Path(folder, WHOLE), false).close();
                }
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
    }
}
