package hearth.web.page;

import hearth.web.account.Chats;
import hearth.web.household.MemberDoor;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of all routes. Who may use a route is said where it is added, so that no route can forget to ask:
 * {@link #anyone}, {@link #members}, {@link #owner} or {@link #writers}.
 */
public final class Routes {

    /** Answers a visit. */
    public interface Action {
        Answer answer(Visit visit);
    }

    /** Answers a member's visit. */
    public interface MemberAction {
        Answer answer(Visit visit, MemberDoor door);
    }

    /** Answers the visit of a member who has an account. */
    public interface ChatsAction {
        Answer answer(Visit visit, Chats chats);
    }

    /** What a route reacts to. */
    public enum Method {
        GET,
        POST,
        /** A form with files. */
        UPLOAD
    }

    /** Who may use a route. */
    public enum Access {
        ANYONE,
        MEMBER,
        OWNER,
        WRITER
    }

    /**
     * One route.
     *
     * @param pattern path with parameters in braces: {@code /chats/{chat}}
     */
    public record Route(Method method, String pattern, Access access, Action action) {}

    /** Adds routes for one kind of visitor. */
    public interface Rules<A> {

        /** A page or file; changes nothing. */
        Rules<A> get(String pattern, A action);

        /** A form; its token and origin are checked before the action is asked. */
        Rules<A> post(String pattern, A action);

        /** A form with files, after its fields; its token and origin are checked before anything of a file is read. */
        Rules<A> upload(String pattern, A action);
    }

    private final List<Route> routes = new ArrayList<>();

    /** Routes for everybody, signed in or not. */
    public Rules<Action> anyone() {
        return new Adding<>(Access.ANYONE) {
            @Override
            Action guarded(Action action) {
                return action;
            }
        };
    }

    /** Routes for signed-in members; others are sent to the first page. */
    public Rules<MemberAction> members() {
        return new Adding<>(Access.MEMBER) {
            @Override
            Action guarded(MemberAction action) {
                return visit -> visit.session()
                        .map(session -> action.answer(visit, session.door()))
                        .orElseGet(() -> notSignedIn(visit));
            }
        };
    }

    /** Routes for the owner; other members are refused. */
    public Rules<MemberAction> owner() {
        return new Adding<>(Access.OWNER) {
            @Override
            Action guarded(MemberAction action) {
                return visit -> visit.session()
                        .map(session -> session.door().member().isOwner()
                                ? action.answer(visit, session.door())
                                : Errors.onlyOwner())
                        .orElseGet(() -> notSignedIn(visit));
            }
        };
    }

    /** Routes for members who have an account; those without are led to making one. */
    public Rules<ChatsAction> writers() {
        return new Adding<>(Access.WRITER) {
            @Override
            Action guarded(ChatsAction action) {
                return visit -> visit.session()
                        .map(session -> session.door()
                                .chats()
                                .map(chats -> action.answer(visit, chats))
                                .orElseGet(() -> new Answer.Redirect("/account")))
                        .orElseGet(() -> notSignedIn(visit));
            }
        };
    }

    /** All routes in the order they were added. */
    public List<Route> all() {
        return List.copyOf(routes);
    }

    private static Answer notSignedIn(Visit visit) {
        if (visit.isScript() || visit.isPost()) {
            return visit.locked().isPresent() ? Errors.locked() : Errors.signedOut();
        }
        return new Answer.Redirect(visit.locked().isPresent() ? Visit.UNLOCK : "/");
    }

    private abstract class Adding<A> implements Rules<A> {

        private final Access access;

        Adding(Access access) {
            this.access = access;
        }

        abstract Action guarded(A action);

        @Override
        public Rules<A> get(String pattern, A action) {
            routes.add(new Route(Method.GET, pattern, access, guarded(action)));
            return this;
        }

        @Override
        public Rules<A> post(String pattern, A action) {
            routes.add(new Route(Method.POST, pattern, access, guarded(action)));
            return this;
        }

        @Override
        public Rules<A> upload(String pattern, A action) {
            routes.add(new Route(Method.UPLOAD, pattern, access, guarded(action)));
            return this;
        }
    }
}
