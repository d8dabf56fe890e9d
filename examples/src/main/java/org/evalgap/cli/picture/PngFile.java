package org.evalgap.cli.picture;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Images as PNG with a palette, which makes them a third as large as three bytes a pixel do. The commonest colours are kept,
 * the others, edges of letters and lines, go to the nearest.
 */
final class PngFile {
    private static final int MOST = 64;
    private static final int BYTE = 0xFF;

    private PngFile() {}

    static byte[] of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel, 1, Integer::sum);
        }
        List<Integer> colours = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry::getKey, Comparator.naturalOrder()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
        Map<Integer, Byte> places = new HashMap<>();
        for (int colour : counts.keySet()) {
            places.put(colour, (byte) nearest(colours, colour));
        }
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            bytes[i] = places.get(pixels[i]);
        }
        BufferedImage indexed = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model(colours));
        indexed.getRaster().setDataElements(0, 0, width, height, bytes);
        return encoded(indexed);
    }

    private static int nearest(List<Integer> colours, int colour) {
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < colours.size(); i++) {
            long away = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                long difference = (colours.get(i) >> shift & BYTE) - (colour >> shift & BYTE);
                away += difference * difference;
            }
            if (away < least) {
                least = away;
                best = i;
            }
        }
        return best;
    }

    private static IndexColorModel model(List<Integer> colours) {
        byte[][] parts = new byte[3][colours.size()];
        for (int i = 0; i < colours.size(); i++) {
            for (int part = 0; part < parts.length; part++) {
                parts[part][i] = (byte) (colours.get(i) >> 16 - 8 * part);
            }
        }
        return new IndexColorModel(8, colours.size(), parts[0], parts[1], parts[2]);
    }

    private static byte[] encoded(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam smallest = writer.getDefaultWriteParam();
            smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            smallest.setCompressionQuality(0);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), smallest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
