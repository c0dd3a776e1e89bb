"""What the routes share: who may ask, what is read and answered as models, and errors as `{message, hint}`."""

from http.client import responses
from typing import Any, TypeVar

from jupyter_server.base.handlers import APIHandler
from pydantic import BaseModel, ValidationError
from tornado.web import HTTPError

from aa_magics.errors import AgentError, AnalystError, HistoryError, RunError, UsageError
from aa_magics.model import Failure
from aa_magics.server.access import HistoryAccess

M = TypeVar("M", bound=BaseModel)

STATUS = {HistoryError: 503, RunError: 404, AgentError: 404, UsageError: 400}
LOG_IN = "Reload the page; you may have to log in again."
LOOK = "The log of the Jupyter Server says why."


class AnalystHandler(APIHandler):
    """A route. Its verbs raise an AnalystError, which becomes the answer; login and XSRF are Jupyter's own."""

    auth_resource = "aa_magics"

    def initialize(self, access: HistoryAccess) -> None:
        self.access = access

    def reply(self, answer: BaseModel) -> None:
        self.finish(answer.model_dump_json())

    def read_query(self, model: type[M]) -> M:
        """Return those arguments of the URL that the model has. Raises UsageError."""
        given = {name: self.get_query_argument(name, None) for name in model.model_fields}
        return _validated(model, {name: value for name, value in given.items() if value})

    def read_body(self, model: type[M]) -> M:
        """Return the body. Raises UsageError."""
        return _validated(model, self.get_json_body())

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs["exc_info"][1] if "exc_info" in kwargs else None
        if isinstance(error, AnalystError):
            self.set_status(STATUS.get(type(error), 400))
            self.reply(Failure(message=error.message, hint=error.hint))
            return
        said = error.log_message % error.args if isinstance(error, HTTPError) and error.log_message else None
        hint = LOG_IN if status_code in (401, 403) else LOOK
        self.reply(Failure(message=said or responses.get(status_code, "Unknown error"), hint=hint))

    def log_exception(self, typ: Any, value: BaseException | None, tb: Any) -> None:
        if isinstance(value, AnalystError):
            self.log.warning("aa_magics: %s %s", value.message, value.hint)
        else:
            super().log_exception(typ, value, tb)


def _validated(model: type[M], data: object) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        wrong = error.errors()[0]
        name = ".".join(str(part) for part in wrong["loc"]) or "The body"
        raise UsageError(f"{name} cannot be {wrong['input']!r}.", f"{wrong['msg']}.") from error
