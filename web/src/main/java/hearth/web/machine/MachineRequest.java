package hearth.web.machine;

/** What an owner can ask of the machine. */
public enum MachineRequest {
    RESTART,
    SHUT_DOWN,
    /** Install the update that is here if it is newer than what runs. */
    UPDATE,
    /** Install the update that is here even if it is older. */
    UPDATE_ANY,
    /** Go back to the version that ran before. */
    ROLL_BACK,
    /** Forget everybody and everything. */
    RESET
}
