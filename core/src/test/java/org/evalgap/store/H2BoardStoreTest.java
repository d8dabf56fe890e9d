package org.evalgap.store;

import org.junit.jupiter.api.Tag;

/** The contract of boards on the other database. */
@Tag("long")
class H2BoardStoreTest extends BoardStoreContract {
    @Override
    String url() {
        return "jdbc:h2:file:" + folder.resolve("boards");
    }
}
