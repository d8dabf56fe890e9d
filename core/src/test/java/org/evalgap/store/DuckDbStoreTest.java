package org.evalgap.store;

class DuckDbStoreTest extends StoreContract {
    @Override
    String url() {
        return "jdbc:duckdb:" + folder.resolve("store.duckdb");
    }
}
