package dev.drover.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small MP4 files with what no encoder at hand writes. Each sample holds its name ({@code V0007}); 1000 units are a second. */
final class HandMadeMp4 {

    /** How fragments say where their data is; {@code NEITHER} does not say when they begin, too. */
    enum Base {
        MOOF,
        OFFSET,
        NEITHER
    }

    private record Sample(int length, int shift, boolean key) {}

    /** A picture or sound as it is in a file. */
    record Seen(String name, long shown) {}

    private final List<Sample> pictures = new ArrayList<>();
    private final List<Sample> sounds = new ArrayList<>();
    private byte[] edits = {};
    private int entries = 1;
    private int size = 5;
    private String codec = "avc1";
    private byte[] soundEntry = sound("mp4a", 16);
    private int[] matrix = {0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000};
    private int inFront = Integer.MAX_VALUE;
    private Base base = Base.MOOF;

    HandMadeMp4 picture(int length, int shift, boolean key) {
        pictures.add(new Sample(length, shift, key));
        return this;
    }

    /** Pictures that are shown as they are decoded, each {@code group} a key frame. */
    HandMadeMp4 pictures(int count, int length, int group) {
        for (int i = 0; i < count; i++) {
            picture(length, 0, i % group == 0);
        }
        return this;
    }

    HandMadeMp4 sounds(int count, int length) {
        for (int i = 0; i < count; i++) {
            sounds.add(new Sample(length, 0, true));
        }
        return this;
    }

    HandMadeMp4 soundEntry(byte[] entry) {
        soundEntry = entry;
        return this;
    }

    /** Version 1: numbers of 64 bits. */
    HandMadeMp4 wideEdit(long from) {
        edits = box("elst", ints(0x100_0000, 1), longs(0, from), ints(0x1_0000));
        return this;
    }

    /** Nothing is shown at first, for so many units. */
    HandMadeMp4 widePause(long units) {
        edits = box("elst", ints(0x100_0000, 2), longs(units, -1), ints(0x1_0000), longs(0, 0), ints(0x1_0000));
        return this;
    }

    HandMadeMp4 edit(int from) {
        edits = box("elst", ints(0, 1), ints(0, from, 0x1_0000));
        return this;
    }

    /** Bytes of each sample; 5 unless told. */
    HandMadeMp4 size(int bytes) {
        size = bytes;
        return this;
    }

    HandMadeMp4 codec(String name) {
        codec = name;
        return this;
    }

    HandMadeMp4 entries(int count) {
        entries = count;
        return this;
    }

    HandMadeMp4 turned() {
        matrix = new int[] {0, 0x1_0000, 0, -0x1_0000, 0, 0, 0, 0, 0x4000_0000};
        return this;
    }

    /** In fragments, but for the first samples of each track. */
    HandMadeMp4 fragmented(int inFront, Base base) {
        this.inFront = inFront;
        this.base = base;
        return this;
    }

    Path write(Path file) throws IOException {
        int head = moov(0).length + 32;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(box("ftyp", text("isom"), ints(0x200), text("iso2mp41")));
        out.writeBytes(box("free"));
        out.writeBytes(moov(head + 8));
        out.writeBytes(box("mdat", data("V", pictures, 0, front(pictures)), data("A", sounds, 0, front(sounds))));
        if (inFront < Integer.MAX_VALUE) {
            byte[] moof = moof(out.size(), 0);
            out.writeBytes(moof(out.size(), moof.length + 8));
            out.writeBytes(box(
                    "mdat",
                    data("V", pictures, front(pictures), pictures.size()),
                    data("A", sounds, front(sounds), sounds.size())));
        }
        return Files.write(file, out.toByteArray());
    }

    static byte[] sound(String type, int bits, byte[]... boxes) {
        return box(type, ints(0, 1, 0, 0), shorts(2, bits, 0, 0), ints(8000 << 16), join(boxes));
    }

    static byte[] uncompressed(boolean little) {
        return sound("ipcm", 16, box("pcmC", ints(0), new byte[] {(byte) (little ? 1 : 0), 16}));
    }

    static List<Seen> read(Path file, Kind kind) throws IOException {
        byte[] all = Files.readAllBytes(file);
        List<Seen> seen = new ArrayList<>();
        try (MediaBytes bytes = MediaBytes.open(file)) {
            Mp4Samples samples = Mp4Samples.read(bytes);
            Mp4Samples.Cursor each = samples.cursor(samples.track(kind).orElseThrow());
            while (each.next()) {
                seen.add(new Seen(
                        new String(all, (int) each.offset(), each.size(), StandardCharsets.ISO_8859_1), each.shown()));
            }
        }
        return seen;
    }

    private int front(List<Sample> samples) {
        return Math.min(inFront, samples.size());
    }

    private byte[] moov(int data) {
        byte[] video = trak(1, "vide", pictures, data, edits.length > 0 ? box("edts", edits) : edits);
        byte[] audio =
                sounds.isEmpty() ? new byte[0] : trak(2, "soun", sounds, data + size * front(pictures), new byte[0]);
        byte[] extended = inFront == Integer.MAX_VALUE
                ? new byte[0]
                : box("mvex", box("trex", ints(0, 1, 1, 40, size, 0)), box("trex", ints(0, 2, 1, 40, size, 0)));
        return box("moov", box("mvhd", ints(0, 0, 0, 1000, 1000), new byte[80]), video, audio, extended);
    }

    private byte[] trak(int id, String handler, List<Sample> all, int data, byte[] edts) {
        List<Sample> samples = all.subList(0, front(all));
        byte[] entry = handler.equals("vide")
                ? box(codec, new byte[24], shorts(320, 240), new byte[50], box("avcC", ints(7)))
                : soundEntry;
        byte[][] described = new byte[entries][];
        Arrays.fill(described, entry);
        ByteBuffer lengths = ByteBuffer.allocate(8 * samples.size());
        ByteBuffer shifts = ByteBuffer.allocate(8 * samples.size());
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            lengths.putInt(1).putInt(samples.get(i).length);
            shifts.putInt(1).putInt(samples.get(i).shift);
            if (samples.get(i).key) {
                keys.add(i + 1);
            }
        }
        int count = samples.size();
        return box(
                "trak",
                box("tkhd", ints(7, 0, 0, id, 0, 0, 0, 0, 0, 0), ints(matrix), ints(320 << 16, 240 << 16)),
                edts,
                box(
                        "mdia",
                        box("mdhd", ints(0, 0, 0, 1000, 1000, 0)),
                        box("hdlr", ints(0, 0), text(handler), new byte[13]),
                        box(
                                "minf",
                                box(
                                        "stbl",
                                        box("stsd", ints(0, entries), join(described)),
                                        box("stts", ints(0, count), lengths.array()),
                                        box("ctts", ints(0x100_0000, count), shifts.array()),
                                        box(
                                                "stss",
                                                ints(0, keys.size()),
                                                ints(
                                                        keys.stream()
                                                                .mapToInt(Integer::intValue)
                                                                .toArray())),
                                        count == 0 ? box("stsc", ints(0, 0)) : box("stsc", ints(0, 1, 1, count, 1)),
                                        box("stsz", ints(0, size, count)),
                                        count == 0 ? box("stco", ints(0, 0)) : box("stco", ints(0, 1, data))))));
    }

    /** @param data where that of the pictures begins, counted from the fragment */
    private byte[] moof(int at, int data) {
        int behind = data + size * (pictures.size() - front(pictures));
        byte[] audio = sounds.isEmpty() ? new byte[0] : traf(2, at, behind, sounds, base == Base.NEITHER ? 0 : behind);
        return box("moof", box("mfhd", ints(0, 1)), traf(1, at, data, pictures, data), audio);
    }

    private byte[] traf(int id, int moof, int data, List<Sample> samples, int offset) {
        byte[] head =
                switch (base) {
                    case MOOF -> box("tfhd", ints(0x2_0000, id));
                    case OFFSET -> box("tfhd", ints(1, id), longs((long) moof + data));
                    case NEITHER -> box("tfhd", ints(0, id));
                };
        List<Sample> rest = samples.subList(front(samples), samples.size());
        ByteBuffer run = ByteBuffer.allocate(12 * rest.size());
        rest.forEach(sample ->
                run.putInt(sample.length).putInt(sample.key ? 0 : 0x1_0000).putInt(sample.shift));
        int begin = samples.subList(0, front(samples)).stream()
                .mapToInt(Sample::length)
                .sum();
        return box(
                "traf",
                head,
                base == Base.NEITHER ? new byte[0] : box("tfdt", ints(0, begin)),
                base == Base.OFFSET
                        ? box("trun", ints(0x100_0D00, rest.size()), run.array())
                        : box("trun", ints(0x100_0D01, rest.size(), offset), run.array()));
    }

    private byte[] data(String kind, List<Sample> samples, int from, int to) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int i = from; i < Math.min(to, samples.size()); i++) {
            data.writeBytes(Arrays.copyOf(text(String.format("%s%04d", kind, i)), size));
        }
        return data.toByteArray();
    }

    private static byte[] box(String type, byte[]... contents) {
        byte[] content = join(contents);
        return join(ints(content.length + 8), text(type), content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    private static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
        bytes.asLongBuffer().put(values);
        return bytes.array();
    }

    private static byte[] shorts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }
}
