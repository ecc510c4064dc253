package dev.belfry.cli;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/**
 * JSON escapes C0 controls by itself; terminals also obey DEL and C1, where 9B opens a sequence.
 */
final class EscapeControls extends CharacterEscapes {
  private static final long serialVersionUID = 1L;

  private final int[] ascii = standardAsciiEscapesForJSON();

  EscapeControls() {
    ascii[0x7f] = ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    return c >= 0x80 && c < 0xa0 ? new SerializedString("\\u00" + Integer.toHexString(c)) : null;
  }
}
