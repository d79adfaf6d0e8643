package hearth.web.sample;

import hearth.client.network.Names;
import java.util.HashMap;
import java.util.Map;

/** Names that answer at once; nobody has those that were not given away. */
public final class SampleNames implements Names {

    private final Map<String, Answer> answers = new HashMap<>();

    /** Whoever looks for {@code name}, in lower case, gets this answer. */
    public synchronized void put(String name, Answer answer) {
        answers.put(name, answer);
    }

    @Override
    public synchronized Answer find(String typed) {
        return answers.getOrDefault(typed, new Answer.Nobody());
    }
}
