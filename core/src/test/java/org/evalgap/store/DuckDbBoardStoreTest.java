package org.evalgap.store;

/** The contract of boards on what everybody uses. */
class DuckDbBoardStoreTest extends BoardStoreContract {
    @Override
    String url() {
        return "jdbc:duckdb:" + folder.resolve("boards.duckdb");
    }
}
