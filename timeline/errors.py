"""The errors that a user can cause, each with a message that says what, where and what to do."""


class TimelineError(Exception):
    """Base of every error that is shown to the user as it is, without a traceback."""


class BadArticle(TimelineError):
    """An article, or a file of articles, that cannot be read.

    The message names the file, the line where there is one, what is wrong, and what would have worked.
    """


class BadPack(TimelineError):
    """A language pack, type table or gazetteer file with a wrong, missing or duplicate key.

    The message names file, key and what was expected.
    """


class BadSetting(TimelineError):
    """A setting in the environment that asks for what is not there: it says which, and why."""


class StoreError(TimelineError):
    """The store cannot be opened, or refuses a change (read-only mode, a file that is no store of ours)."""


class BadChange(TimelineError):
    """A correction that means nothing: it says which field, and what was expected."""
