package org.synchrotron.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.MessageCodec;

class ClientMessageFuzzTest {

    private static final MessageCodec CODEC = new MessageCodec();

    @FuzzTest
    void aTextIsRefusedOrIsTheMessageThatItsWritingGives(byte[] text) {
        FuzzedText.check(text, ClientMessageFuzzTest::check);
    }

    private static void check(String text) {
        FuzzedText.<ClientMessage>isRefusedOrComesBack(text, CODEC::readFromClient, CODEC::write);
    }
}
