package dev.drover.graal;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * The name by which GraalVM 25 finds a resource, with the same equality and hash as before, said in plain Java: it is a record, whose own
 * are interpreted in a native binary and take 0.4 to 1.8 ms for each look. A start has dozens of looks.
 */
@TargetClass(
        className = "com.oracle.svm.core.jdk.Resources",
        innerClass = "ModuleInstanceResourceKey",
        onlyWith = ResourceKey.IsThere.class)
final class ResourceKey {

    @Alias
    private Module module;

    @Alias
    private String resource;

    /** As of a record, for the table was filled by it. */
    @Override
    @Substitute
    public int hashCode() {
        return 31 * Objects.hashCode(module) + resource.hashCode();
    }

    @Override
    @Substitute
    public boolean equals(Object other) {
        return other instanceof ResourceKey key && module == key.module && resource.equals(key.resource);
    }

    /** Other versions of GraalVM may know it by another name, or be faster. */
    static final class IsThere implements BooleanSupplier {

        @Override
        public boolean getAsBoolean() {
            try {
                Class<?> key = Class.forName(
                        "com.oracle.svm.core.jdk.Resources$ModuleInstanceResourceKey",
                        false,
                        getClass().getClassLoader());
                return key.isRecord()
                        && Stream.of(key.getRecordComponents())
                                .map(RecordComponent::getName)
                                .toList()
                                .equals(List.of("module", "resource"));
            } catch (ClassNotFoundException other) {
                return false;
            }
        }
    }
}
