package dev.awssso.cli.terminal;

import java.io.IOException;
import java.util.Map;

/**
 * Turns what a terminal sends into keys. Sequences that it does not know are read to their end and ignored, so that no
 * part of one is taken for typed text.
 *
 * <pre>
 * key       = character | control | escape
 * escape    = ESC                                  ; alone: nothing follows within 100 ms
 *           | ESC character                        ; Alt and the character
 *           | ESC escape                           ; Alt and a key that is a sequence (rxvt)
 *           | ESC "[" *parameter *intermediate final  ; CSI, ECMA-48 5.4
 *           | ESC "[[" character                   ; F1 to F5 of the Linux console
 *           | ESC "[M" 3character                  ; mouse, X10
 *           | ESC "O" *parameter character         ; SS3: keypad and F1 to F4
 *           | ESC ("]" | "P" | "X" | "^" | "_") *character (BEL | ESC "\")  ; OSC, DCS, SOS, PM, APC
 * </pre>
 *
 * <p>Text between {@code CSI 200~} and {@code CSI 201~} was pasted: its control characters are blanks and choose nothing.
 */
final class KeyReader {

    /** What a key does. */
    enum Action {
        TYPE,
        ERASE,
        ERASE_NEXT,
        ERASE_WORD,
        ERASE_TO_START,
        LEFT,
        RIGHT,
        LINE_START,
        LINE_END,
        UP,
        DOWN,
        PAGE_UP,
        PAGE_DOWN,
        FIRST,
        LAST,
        CHOOSE,
        LEAVE,
        NOTHING
    }

    /**
     * A key.
     *
     * @param text what is typed by {@link Action#TYPE}, else empty
     */
    record Key(Action action, String text) {}

    /** The terminal: {@link #END} when it is gone, {@link #LATE} when nothing came within the time; 0 waits for ever. */
    interface Source {
        int read(long timeoutMillis) throws IOException;
    }

    static final int END = -1;
    static final int LATE = -2;

    // Long enough for a sequence that is split on its way over a network, short enough not to be noticed after Esc.
    private static final long AFTER_ESCAPE_MILLIS = 100;
    // Within a sequence nothing is decided by waiting; this only ends one that was cut.
    private static final long WITHIN_SEQUENCE_MILLIS = 500;
    private static final int LONGEST_SEQUENCE = 4096;

    private static final int ESC = 0x1b;
    private static final int BEL = 0x07;
    private static final int DELETE = 0x7f;

    private static final Map<Integer, Action> CONTROLS = Map.ofEntries(
            Map.entry((int) '\r', Action.CHOOSE),
            Map.entry((int) '\n', Action.CHOOSE),
            Map.entry(DELETE, Action.ERASE),
            Map.entry(control('H'), Action.ERASE),
            Map.entry(control('W'), Action.ERASE_WORD),
            Map.entry(control('U'), Action.ERASE_TO_START),
            Map.entry(control('A'), Action.LINE_START),
            Map.entry(control('E'), Action.LINE_END),
            Map.entry(control('B'), Action.LEFT),
            Map.entry(control('F'), Action.RIGHT),
            Map.entry(control('P'), Action.UP),
            Map.entry(control('K'), Action.UP),
            Map.entry(control('N'), Action.DOWN),
            Map.entry(control('C'), Action.LEAVE),
            Map.entry(control('D'), Action.LEAVE));

    // By the final byte, of CSI and of SS3 alike.
    private static final Map<Character, Action> FINALS = Map.of(
            'A', Action.UP,
            'B', Action.DOWN,
            'C', Action.RIGHT,
            'D', Action.LEFT,
            'H', Action.LINE_START,
            'F', Action.LINE_END);

    private static final Map<String, Action> SEQUENCES = Map.of(
            "1~", Action.LINE_START,
            "7~", Action.LINE_START,
            "4~", Action.LINE_END,
            "8~", Action.LINE_END,
            "3~", Action.ERASE_NEXT,
            "5~", Action.PAGE_UP,
            "6~", Action.PAGE_DOWN,
            // Ctrl-Home and Ctrl-End.
            "1;5H", Action.FIRST,
            "1;5F", Action.LAST);

    private static final String PASTE_BEGINS = "200~";
    private static final String PASTE_ENDS = "201~";

    private final Source source;
    private boolean pasting;

    KeyReader(Source source) {
        this.source = source;
    }

    private static int control(char letter) {
        return letter & 0x1f;
    }

    /** Waits for the next key; {@link Action#LEAVE} when the terminal is gone. */
    Key read() throws IOException {
        int c = source.read(0);
        if (c == END) {
            return key(Action.LEAVE);
        }
        if (c == ESC) {
            return key(escape());
        }
        if (c < 0) {
            return key(Action.NOTHING);
        }
        if (Character.isISOControl(c)) {
            return pasting ? new Key(Action.TYPE, " ") : key(CONTROLS.getOrDefault(c, Action.NOTHING));
        }
        return new Key(Action.TYPE, character((char) c));
    }

    private static Key key(Action action) {
        return new Key(action, "");
    }

    private String character(char first) throws IOException {
        if (!Character.isHighSurrogate(first)) {
            return String.valueOf(first);
        }
        int second = source.read(WITHIN_SEQUENCE_MILLIS);
        return second > 0 && Character.isLowSurrogate((char) second) ? "" + first + (char) second : "";
    }

    private Action escape() throws IOException {
        int c = source.read(AFTER_ESCAPE_MILLIS);
        return switch (c) {
            case LATE, END -> pasting ? Action.NOTHING : Action.LEAVE;
            case ESC -> escapeTwice();
            case '[' -> csi();
            case 'O' -> ss3();
            case ']', 'P', 'X', '^', '_' -> string();
            // Alt and Backspace.
            case DELETE -> Action.ERASE_WORD;
            default -> Action.NOTHING;
        };
    }

    // Alt and a key that sends a sequence; the key without Alt would do something else.
    private Action escapeTwice() throws IOException {
        Action action = escape();
        return action == Action.LEAVE ? action : Action.NOTHING;
    }

    private Action csi() throws IOException {
        StringBuilder sequence = new StringBuilder();
        while (sequence.length() < LONGEST_SEQUENCE) {
            int c = source.read(WITHIN_SEQUENCE_MILLIS);
            if (c < ' ') {
                return Action.NOTHING;
            }
            if (sequence.isEmpty() && (c == '[' || c == 'M')) {
                skip(c == '[' ? 1 : 3);
                return Action.NOTHING;
            }
            sequence.append((char) c);
            if (c >= '@') {
                return ofCsi(sequence.toString());
            }
        }
        return Action.NOTHING;
    }

    private Action ofCsi(String sequence) {
        if (sequence.equals(PASTE_BEGINS) || sequence.equals(PASTE_ENDS)) {
            pasting = sequence.equals(PASTE_BEGINS);
            return Action.NOTHING;
        }
        if (sequence.length() == 1) {
            return FINALS.getOrDefault(sequence.charAt(0), Action.NOTHING);
        }
        return SEQUENCES.getOrDefault(sequence, Action.NOTHING);
    }

    private Action ss3() throws IOException {
        StringBuilder sequence = new StringBuilder();
        while (sequence.length() < LONGEST_SEQUENCE) {
            int c = source.read(WITHIN_SEQUENCE_MILLIS);
            if (c < ' ') {
                return Action.NOTHING;
            }
            sequence.append((char) c);
            if (c >= '@') {
                boolean plain = sequence.length() == 1;
                // The keypad's Enter.
                return plain && c == 'M' ? Action.CHOOSE : plain ? ofCsi(sequence.toString()) : Action.NOTHING;
            }
        }
        return Action.NOTHING;
    }

    private Action string() throws IOException {
        int before = 0;
        for (int i = 0; i < LONGEST_SEQUENCE; i++) {
            int c = source.read(WITHIN_SEQUENCE_MILLIS);
            if (c < 0 || c == BEL || (c == '\\' && before == ESC)) {
                break;
            }
            before = c;
        }
        return Action.NOTHING;
    }

    private void skip(int characters) throws IOException {
        for (int i = 0; i < characters; i++) {
            source.read(WITHIN_SEQUENCE_MILLIS);
        }
    }
}
