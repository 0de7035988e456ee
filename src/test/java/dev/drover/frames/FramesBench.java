package dev.drover.frames;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Measures how fast pictures are looked at, and feeds the reader with broken ones; {@code bench/frames} runs it. Needs no class but
 * those of {@code dev.drover.frames}.
 */
public final class FramesBench {

    private FramesBench() {}

    /**
     * @param arguments {@code verdicts FOLDER SECONDS} or {@code fuzz FOLDER NUMBER SEED}, each with JPEGs in the folder
     */
    public static void main(String[] arguments) throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(Path.of(arguments[1]))) {
            for (Path path : paths.sorted().toList()) {
                files.add(Files.readAllBytes(path));
            }
        }
        if (arguments[0].equals("verdicts")) {
            verdicts(files, Double.parseDouble(arguments[2]));
        } else {
            fuzz(files, Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]));
        }
    }

    /** Black and freeze of each picture in turn, in one thread; prints verdicts, seconds, and seconds of the processor. */
    private static void verdicts(List<byte[]> files, double seconds) {
        FrameReader reader = new FrameReader(BlackMeasure.DARK, new BlackMeasure(BlackMeasure.LIMIT, PictureArea.ALL));
        FreezeMeasure freeze = new FreezeMeasure(FreezeMeasure.LIMIT, PictureArea.ALL);
        // The compiler takes a while
        look(reader, freeze, files, 5);
        long began = System.nanoTime();
        long used = used();
        int number = look(reader, freeze, files, seconds);
        System.out.println(number + " " + (System.nanoTime() - began) / 1e9 + " " + (used() - used) / 1e9);
    }

    private static long used() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** @param seconds of the processor, so that it makes no difference what else runs */
    private static int look(FrameReader reader, FreezeMeasure freeze, List<byte[]> files, double seconds) {
        LumaPlane before = null;
        LumaPlane oldest = null;
        long until = used() + (long) (seconds * 1e9);
        int number = 0;
        int compared = 0;
        while (used() < until) {
            FrameReader.Seen seen = reader.read(files.get(number++ % files.size()));
            compared += freeze.of(seen.black().black(), seen.plane(), before, oldest)
                    .differences()
                    .size();
            oldest = before;
            before = seen.plane();
        }
        if (compared == 0) {
            throw new IllegalStateException("nothing was compared");
        }
        return number;
    }

    /** Prints what came of them, the slowest one, and memory in use after a collection, before and at the end. */
    private static void fuzz(List<byte[]> files, int number, long seed) {
        JpegLuma reader = new JpegLuma(BlackMeasure.DARK);
        Random random = new Random(seed);
        Map<String, Integer> ends = new TreeMap<>();
        for (int turn = 0; turn < 2000; turn++) {
            attempt(reader, mutate(files, random));
        }
        long before = memory();
        long slowest = 0;
        String slow = "";
        long began = System.nanoTime();
        for (int turn = 0; turn < number; turn++) {
            byte[] file = mutate(files, random);
            long start = used();
            String end = attempt(reader, file);
            long took = used() - start;
            ends.merge(end, 1, Integer::sum);
            if (took > slowest) {
                slowest = took;
                slow = end + ", " + file.length + " bytes";
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        ends.forEach((end, count) -> System.out.println(end + "\t" + count));
        System.out.printf("slowest ms of CPU\t%.1f (%s)%n", slowest / 1e6, slow);
        System.out.printf("heap MB before\t%.1f%n", before / 1e6);
        System.out.printf("heap MB after\t%.1f%n", memory() / 1e6);
        System.out.printf("seconds\t%.1f%n", seconds);
    }

    private static String attempt(JpegLuma reader, byte[] file) {
        try {
            reader.readExactly(file);
            return "read";
        } catch (RuntimeException | Error end) {
            return end.getClass().getSimpleName();
        }
    }

    private static long memory() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** One of the files with some of its bytes changed, moved, cut out or doubled; more often near its begin. Its end stays one, mostly. */
    static byte[] mutate(List<byte[]> files, Random random) {
        byte[] origin = files.get(random.nextInt(files.size()));
        byte[] file = origin.clone();
        int changes = 1 + random.nextInt(6);
        for (int change = 0; change < changes; change++) {
            int head = Math.min(file.length, 700);
            int at = random.nextInt(random.nextInt(3) > 0 ? head : file.length);
            int length = 1 + random.nextInt(Math.min(random.nextBoolean() ? 4 : 300, file.length - at));
            int from = random.nextInt(file.length - length + 1);
            switch (random.nextInt(8)) {
                case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> file[at] = (byte) random.nextInt(256);
                case 2 -> file[at] = (byte) 0xFF;
                case 3 -> file[at] = 0;
                case 4 ->
                    Arrays.fill(file, at, at + length, (byte) (random.nextBoolean() ? 0xFF : random.nextInt(256)));
                case 5 -> System.arraycopy(file, from, file, at, Math.min(length, file.length - at));
                case 6 -> {
                    byte[] shorter = new byte[Math.max(8, file.length - length)];
                    System.arraycopy(file, 0, shorter, 0, Math.min(at, shorter.length));
                    int rest = Math.min(shorter.length - at, file.length - at - length);
                    if (rest > 0) {
                        System.arraycopy(file, at + length, shorter, at, rest);
                    }
                    file = shorter;
                }
                default -> {
                    byte[] longer = new byte[file.length + length];
                    System.arraycopy(file, 0, longer, 0, at);
                    System.arraycopy(file, from, longer, at, length);
                    System.arraycopy(file, at, longer, at + length, file.length - at);
                    file = longer;
                }
            }
        }
        if (random.nextInt(20) > 0) {
            file[0] = (byte) 0xFF;
            file[1] = (byte) 0xD8;
            file[2] = (byte) 0xFF;
            file[file.length - 2] = (byte) 0xFF;
            file[file.length - 1] = (byte) 0xD9;
        }
        return file;
    }
}
