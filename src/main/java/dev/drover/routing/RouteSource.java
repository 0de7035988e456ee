package dev.drover.routing;

/**
 * A route file as it was read.
 *
 * @param path below the folder of the routes, with {@code /}
 * @param text all of it
 */
record RouteSource(String path, String text) {

    /** The line, counted from 1, in which a word stands that few other lines have; 0 where there is none. */
    int lineOf(Iterable<String> words) {
        int best = 0;
        int fewest = Integer.MAX_VALUE;
        for (String word : words) {
            int[] lines = linesWith(word);
            if (lines.length > 0 && lines.length < fewest) {
                fewest = lines.length;
                best = lines[0];
            }
        }
        return best;
    }

    private int[] linesWith(String word) {
        String[] lines = text.split("\\R", -1);
        return java.util.stream.IntStream.range(0, lines.length)
                .filter(line -> lines[line].contains(word) && !lines[line].startsWith("#"))
                .map(line -> line + 1)
                .toArray();
    }
}
