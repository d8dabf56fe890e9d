package org.evalgap.store;

class H2StoreTest extends StoreVersionsContract {
    @Override
    String url() {
        return "jdbc:h2:file:" + folder.resolve("store");
    }
}
