package hearth.service.swarm;

class InMemoryBacklogTest extends BacklogContract {

    @Override
    Backlog open() {
        return new InMemoryBacklog(MISSED_MAX);
    }
}
