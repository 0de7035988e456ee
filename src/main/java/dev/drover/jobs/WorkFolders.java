package dev.drover.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;

/** The folders of unfinished work, named {@code job-<id>}. */
@Named("workFolders")
@Singleton
@RegisterForReflection
public class WorkFolders {

    private final DataFolder folder;

    public WorkFolders(DataFolder folder) {
        this.folder = folder;
    }

    public List<Path> all() throws IOException {
        if (!Files.isDirectory(folder.work())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder.work())) {
            return folders.toList();
        }
    }

    /** Deletes those of the folders that belong to none of the jobs; answers how many. */
    public int tidy(List<Path> folders, List<Map<String, Object>> unfinishedJobs) throws IOException {
        Set<String> owned =
                unfinishedJobs.stream().map(row -> "job-" + row.get("id")).collect(Collectors.toSet());
        int deleted = 0;
        for (Path candidate : folders) {
            if (!owned.contains(candidate.getFileName().toString())) {
                AtomicFiles.deleteTree(candidate);
                deleted++;
            }
        }
        return deleted;
    }
}
