package org.evalgap.store;

import org.junit.jupiter.api.Tag;

/** The contract on the other database, in full; what everybody uses is {@link DuckDbStoreTest}, and {@link NetworkStoreTest} is on this one. */
@Tag("long")
class H2StoreTest extends StoreVersionsContract {
    @Override
    String url() {
        return "jdbc:h2:file:" + folder.resolve("store");
    }
}
