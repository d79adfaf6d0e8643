package hearth.service.rpc;

import hearth.protocol.Json;
import hearth.protocol.rpc.Batch;
import hearth.protocol.rpc.IfElse;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Sequence;
import hearth.protocol.rpc.Stamp;
import hearth.protocol.rpc.StorageRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** Requests made of others (network.md §3.6.16). */
final class MetaWork {

    private final Function<StorageRequest, RpcAnswer> work;
    private final IntSupplier height;
    private final Executor workers;

    /**
     * @param work   answers one request, and never throws
     * @param height how many blocks the ledger has
     */
    MetaWork(Function<StorageRequest, RpcAnswer> work, IntSupplier height, Executor workers) {
        this.work = work;
        this.height = height;
        this.workers = workers;
    }

    RpcAnswer answer(StorageRequest.Meta request) {
        return switch (request) {
            case Batch batch -> together(batch);
            case Sequence sequence -> oneByOne(sequence);
            case IfElse choice -> choose(choice);
        };
    }

    private RpcAnswer together(Batch batch) {
        var result = Json.object();
        var results = result.putArray("results");
        if (batch.requests().size() == 1) {
            results.add(work.apply(batch.requests().getFirst()).inBatch());
            return RpcAnswer.ok(result);
        }
        var answers = batch.requests().stream()
                .map(request -> CompletableFuture.supplyAsync(() -> work.apply(request), workers))
                .toList();
        answers.forEach(answer -> results.add(answer.join().inBatch()));
        return RpcAnswer.ok(result);
    }

    private RpcAnswer oneByOne(Sequence sequence) {
        var result = Json.object();
        var results = result.putArray("results");
        for (var request : sequence.requests()) {
            var answer = work.apply(request);
            results.add(answer.inBatch());
            if (answer.status() < 200 || answer.status() > 299) {
                break;
            }
        }
        return RpcAnswer.ok(result);
    }

    private RpcAnswer choose(IfElse choice) {
        var hardfork = List.of(Stamp.HARDFORK, Stamp.REVISION);
        var version = List.of(Version.REPORTED.major(), Version.REPORTED.minor(), Version.REPORTED.patch());
        var blocks = height.getAsInt();
        var holds = choice.conditions().stream()
                .allMatch(condition -> condition.holds(
                        switch (condition.subject()) {
                            case HARDFORK -> hardfork;
                            case VERSION -> version;
                            case HEIGHT -> List.of(blocks);
                        }));
        var result = Json.object().put("condition", holds).put("height", blocks);
        hardfork.forEach(result.putArray("hf")::add);
        version.forEach(result.putArray("v")::add);
        (holds ? choice.then() : choice.otherwise())
                .ifPresent(branch -> result.set("result", work.apply(branch).inBatch()));
        return RpcAnswer.ok(result);
    }
}
