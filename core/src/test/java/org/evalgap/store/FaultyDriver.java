package org.evalgap.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/**
 * A driver in front of another one that fails as told: {@code commit 3} at the third commit, {@code execute 9} at the ninth
 * statement, {@code lost 3} closes the connection underneath before the third commit. From then on it fails always.
 */
final class FaultyDriver implements Driver, AutoCloseable {
    private static final String PREFIX = "jdbc:faulty:";

    private final String kind;
    private final AtomicInteger left;
    private final AtomicBoolean failed = new AtomicBoolean();

    FaultyDriver(String fault) throws SQLException {
        kind = fault.split(" ")[0];
        left = new AtomicInteger(Integer.parseInt(fault.split(" ")[1]));
        DriverManager.registerDriver(this);
    }

    String url(String behind) {
        return PREFIX + behind;
    }

    boolean failed() {
        return failed.get();
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Connection real = DriverManager.getConnection(url.substring(PREFIX.length()), info);
        return proxy(Connection.class, real, real);
    }

    private <T> T proxy(Class<T> type, T target, Connection connection) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            String name = method.getName();
            boolean counts = name.equals("commit") && !kind.equals("execute")
                    || name.startsWith("execute") && kind.equals("execute");
            if (counts && (failed.get() || left.decrementAndGet() == 0)) {
                failed.set(true);
                if (kind.equals("lost")) {
                    connection.close();
                } else {
                    throw new SQLException("no room for " + name);
                }
            }
            try {
                Object result = method.invoke(target, args);
                if (result instanceof PreparedStatement prepared) {
                    return proxy(PreparedStatement.class, prepared, connection);
                }
                return result instanceof Statement statement ? proxy(Statement.class, statement, connection) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public void close() throws SQLException {
        DriverManager.deregisterDriver(this);
    }
}
