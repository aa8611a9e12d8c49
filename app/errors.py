"""Errors of the application.

AppError
├── InvalidSettings      a HOIDAP_… value is out of bounds or of the wrong type
├── CannotServe          the address is taken, or the system could not be loaded
├── NotReady             the service is still loading, or could not load
├── JobNotFound          no such upload job
├── TooManyJobs          the queue of uploads is full
├── TooManyAsking        as many questions wait as may
├── NoFiles              an upload without a file
├── NothingAsked         a request that names nothing to look for
├── TooManyFiles         an upload of more files than the settings allow
├── ConversationNotFound the asker has no such conversation
├── AnswerNotFound       the asker has no such answer
├── ModelNotFound        a chat names a model that is not offered
├── NoQuestion           a chat does not end with a question that can be answered
├── BackupFailed         the data cannot be backed up
├── BackupDamaged        a backup is not whole, or not one of ours
├── RestoreRefused       a backup may not, or could not, be put back
├── PageNotFound         the document has no such page to show as a picture
├── NotSignedIn          nobody vouches for the caller
├── SignInFailed         the name or the password is wrong, or the account is locked
├── Forbidden            the caller has not the right
├── PasswordChangeNeeded the caller must change the password they were given first
├── PasswordRefused      a new password is too short or easily guessed
├── TooManyRequests      the caller asks too often
├── AccessOff            accounts are not in use here
├── EntryNotFound        no such account, group, token or judgement
├── EntryExists          the name is taken
├── InvalidEntry         an account, group or token cannot be as asked for
├── HostNotAllowed       a request names a host that is not ours
└── CrossOrigin          another site's page tries to change something here
"""


class AppError(Exception):
    """Root of the package's errors; the message is in Vietnamese, for a person."""

    code = "app_error"


class InvalidSettings(AppError):
    """A setting is out of bounds or of the wrong type; the message names the variable."""

    code = "invalid_settings"


class CannotServe(AppError):
    """The service cannot start, or had to stop; the message says why."""

    code = "cannot_serve"


class NotReady(AppError):
    """The service cannot answer yet; the message says why."""

    code = "not_ready"


class JobNotFound(AppError):
    """No such upload job."""

    code = "job_not_found"


class TooManyJobs(AppError):
    """The queue of uploads is full; try again later."""

    code = "too_many_jobs"


class TooManyAsking(AppError):
    """As many questions wait as may; try again later."""

    code = "too_many_asking"


class NoFiles(AppError):
    """An upload without a file."""

    code = "no_files"


class NothingAsked(AppError):
    """A request that names nothing to look for, or nothing to change."""

    code = "nothing_asked"


class TooManyFiles(AppError):
    """An upload of more files than the settings allow."""

    code = "too_many_files"


class ConversationNotFound(AppError):
    """The asker has no such conversation."""

    code = "conversation_not_found"


class AnswerNotFound(AppError):
    """The asker has no such answer."""

    code = "answer_not_found"


class PageNotFound(AppError):
    """The document has no such page to show as a picture."""

    code = "page_not_found"


class BackupFailed(AppError):
    """The data cannot be backed up; nothing was written."""

    code = "backup_failed"


class BackupDamaged(AppError):
    """A backup is not whole, or not one of ours; says where."""

    code = "backup_damaged"


class RestoreRefused(AppError):
    """A backup may not be put back here, or could not; says what to do."""

    code = "restore_refused"


class NotSignedIn(AppError):
    """Nobody vouches for the caller."""

    code = "not_signed_in"


class SignInFailed(AppError):
    """The name or the password is wrong, or the account is locked: which of them is not said."""

    code = "sign_in_failed"


class Forbidden(AppError):
    """The caller has not the right."""

    code = "forbidden"


class PasswordChangeNeeded(AppError):
    """The caller must change the password they were given before they do anything else."""

    code = "password_change_needed"


class PasswordRefused(AppError):
    """A new password is too short or easily guessed."""

    code = "password_refused"


class TooManyRequests(AppError):
    """The caller asks too often."""

    code = "too_many_requests"

    def __init__(self, message: str, seconds: int = 60) -> None:
        super().__init__(message)
        self.seconds = seconds
        """After which to ask again."""


class AccessOff(AppError):
    """Accounts are not in use here."""

    code = "access_off"


class EntryNotFound(AppError):
    """No such account, group, token or judgement."""

    code = "entry_not_found"


class EntryExists(AppError):
    """The name is taken."""

    code = "entry_exists"


class InvalidEntry(AppError):
    """An account, group or token cannot be as asked for."""

    code = "invalid_entry"


class HostNotAllowed(AppError):
    """A request names a host that is not ours."""

    code = "host_not_allowed"


class CrossOrigin(AppError):
    """A page of another site asked for a change."""

    code = "cross_origin"


class ModelNotFound(AppError):
    """A chat names a model that is not offered."""

    code = "model_not_found"


class NoQuestion(AppError):
    """A chat does not end with a question that can be answered."""

    code = "no_question"
