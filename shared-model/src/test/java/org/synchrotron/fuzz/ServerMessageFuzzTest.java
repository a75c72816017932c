package org.synchrotron.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage;

class ServerMessageFuzzTest {

    private static final MessageCodec CODEC = new MessageCodec();

    @FuzzTest
    void aTextIsRefusedOrIsTheMessageThatItsWritingGives(byte[] text) {
        FuzzedText.check(text, ServerMessageFuzzTest::check);
    }

    private static void check(String text) {
        FuzzedText.<ServerMessage>isRefusedOrComesBack(text, CODEC::readFromServer, CODEC::write);
    }
}
