package hearth.web.household;

import java.time.Instant;

/** Whether a member wrote the recovery words down. */
public sealed interface RecoveryState {

    /** Proved. */
    record Confirmed() implements RecoveryState {}

    /** Proved, and to be shown on this box no more. */
    record Hidden() implements RecoveryState {}

    /** Put off until this moment, which may have passed: the reader compares it with the clock. */
    record Postponed(Instant until) implements RecoveryState {}

    /** Not done yet. */
    record Due() implements RecoveryState {}
}
