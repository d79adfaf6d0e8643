package hearth.protocol.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Says what an operation costs in processor time of the whole process, its compiler and collector included, in the iteration
 * where that was least: the figure that is worth something on a machine that others keep busy. {@code -prof hearth.protocol.bench.CpuTime}
 */
public final class CpuTime implements InternalProfiler {

    private static final double NANOS_PER_MICRO = 1_000;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private long startNanos;

    @Override
    public String getDescription() {
        return "Processor time per operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        startNanos = system.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        var micros = (system.getProcessCpuTime() - startNanos) / NANOS_PER_MICRO;
        var operations = result.getMetadata().getMeasuredOps();
        return operations == 0
                ? List.of()
                : List.of(new ScalarResult("cpu", micros / operations, "us/op", AggregationPolicy.MIN));
    }
}
