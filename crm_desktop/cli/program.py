"""The command line as a whole: options before the verb, exit status, and errors in words.

Exit status: 0 done, 1 refused (one line on standard error says why), 2 wrong usage, 130 cancelled.
"""

from __future__ import annotations

import contextlib
import difflib
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from crm_desktop import __version__
from crm_desktop.base import i18n
from crm_desktop.base.errors import AmbiguousError, EnvironmentProblem, UserError
from crm_desktop.base.i18n import _
from crm_desktop.base.logs import LOG_FILE, Logs
from crm_desktop.base.paths import Paths
from crm_desktop.base.progress import CancelledError
from crm_desktop.cli.session import Session
from crm_desktop.cli.verb_list import VERBS

log = logging.getLogger(__name__)

NAME = "crm-desktop"
DONE, REFUSED, CANCELLED = 0, 1, 130


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """What to open when no verb was given.

    Attributes:
        file: the file to open; None for the one last used.
        is_practice: open the practice file instead.
        demo: show offscreen what the program does; results go to this folder.
        is_self_test: see whether everything works, and end.
        debug, log_filter: as for `base.logs.Logs`.
    """

    file: Path | None = None
    is_practice: bool = False
    demo: Path | None = None
    is_self_test: bool = False
    debug: bool = False
    log_filter: tuple[str, ...] = ()


def run(arguments: Sequence[str]) -> int | WindowRequest:
    """Runs the verb in `arguments`; returns the exit status, or what the window should open."""
    i18n.set_language()
    _speak_utf8()
    with contextlib.ExitStack() as at_end:
        return _run(_as_options(list(arguments)), at_end)


def _as_options(arguments: list[str]) -> list[str]:
    """A file alone, as a file manager passes it for a double click, is the one to open in the window."""
    is_verb = bool(arguments) and arguments[0] in {verb.name for verb in VERBS}
    if len(arguments) == 1 and not is_verb and Path(arguments[0]).is_file():
        return ["--file", *arguments]
    return arguments


def _run(arguments: list[str], at_end: contextlib.ExitStack) -> int | WindowRequest:
    try:
        result = group().main(arguments, prog_name=NAME, standalone_mode=False, obj=at_end)
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except (click.Abort, CancelledError):
        click.echo(_("Cancelled. What had been done was taken back."), err=True)
        return CANCELLED
    except AmbiguousError as problem:
        click.echo(problem, err=True)
        for line in problem.candidates:
            click.echo(f"  {line}", err=True)
        return REFUSED
    except UserError as problem:
        click.echo(problem, err=True)
        return REFUSED
    except Exception:
        log.exception("the command failed")
        return _report_bug()
    return result if isinstance(result, WindowRequest) else int(result or DONE)


def _report_bug() -> int:
    click.echo(
        _("The program made a mistake. Nothing that was saved is lost. The details are in {log}.").format(
            log=Paths.of_user().logs / LOG_FILE
        ),
        err=True,
    )
    return REFUSED


def _speak_utf8() -> None:
    """Output that goes into files and other programs is UTF-8 everywhere; a terminal keeps its own."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


class VerbGroup(click.Group):
    """Finds verbs in the list; loads the module of one when it is used, not before."""

    def invoke(self, ctx: click.Context) -> Any:
        """As click does; that the reader of our output has gone, as in `… | head`, is no failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of all verbs."""
        return [verb.name for verb in VERBS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """The command of a verb, None when there is none of that name."""
        for verb in VERBS:
            if verb.name == cmd_name:
                module = importlib.import_module(f"crm_desktop.cli.verbs.{verb.module}")
                command: click.Command = module.command
                command.short_help = _(verb.summary)
                return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; a verb that is not known is answered with those near it."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = difflib.get_close_matches(args[0], self.list_commands(ctx))
            message = _("There is no verb “{name}”.").format(name=args[0])
            if near:
                message = _("{message} Perhaps: {verbs}.").format(message=message, verbs=", ".join(near))
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """The list of verbs, without loading any."""
        with formatter.section(_("Verbs")):
            formatter.write_dl([(verb.name, _(verb.summary)) for verb in VERBS])


def group() -> click.Group:
    """The command line with all its verbs, in the language in use."""

    def option(*names: str, **more: Any) -> click.Option:
        return click.Option(list(names), **more)

    folder = click.Path(file_okay=False, path_type=Path)
    file = click.Path(dir_okay=False, path_type=Path)
    return VerbGroup(
        NAME,
        callback=click.pass_context(_before_verb),
        invoke_without_command=True,
        subcommand_metavar=_("VERB …"),
        help=_("A CRM over one file that is yours. Without a verb it opens its window."),
        epilog=_(
            "“crm-desktop VERB --help” tells more of each. Exit status: 0 done, 1 refused, 2 wrong usage."
        ),
        context_settings={"help_option_names": ["-h", "--help"]},
        params=[
            option(
                "--file", "file", type=file, help=_("The file to work on; the one last used if not given.")
            ),
            option("--url", help=_("A shared database on a server.")),
            option("--practice", "is_practice", is_flag=True, help=_("Work on the practice file.")),
            option("--json", "is_json", is_flag=True, help=_("Answer in JSON.")),
            option(
                "--demo",
                type=folder,
                help=_("Show without a screen what the program does; results go there."),
            ),
            option(
                "--self-test", "is_self_test", is_flag=True, help=_("See whether everything works, and end.")
            ),
            option("--debug", is_flag=True, help=_("Tell on standard error what goes on inside.")),
            option("--log-filter", multiple=True, metavar="NAME", help=_("The same, for one part only.")),
            option(
                "--version",
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_version,
                help=_("Show the version and end."),
            ),
        ],
    )


def _show_version(ctx: click.Context, _parameter: click.Parameter, is_wanted: bool) -> None:
    if is_wanted and not ctx.resilient_parsing:
        click.echo(f"{NAME} {__version__}")
        ctx.exit()


def _before_verb(
    ctx: click.Context,
    *,
    file: Path | None,
    url: str | None,
    is_practice: bool,
    is_json: bool,
    demo: Path | None,
    is_self_test: bool,
    debug: bool,
    log_filter: tuple[str, ...],
) -> WindowRequest | None:
    """Everything that the options before the verb ask for."""
    if url:
        raise EnvironmentProblem(
            "network",
            _("A database on a server cannot be opened yet."),
            _("Use --file; sharing comes with a later version."),
        )
    if ctx.invoked_subcommand is None:
        if is_json:
            raise click.UsageError(_("--json goes with a verb."), ctx)
        return WindowRequest(file, is_practice, demo, is_self_test, debug, log_filter)
    if demo is not None or is_self_test:
        raise click.UsageError(_("--demo and --self-test go without a verb."), ctx)
    paths = Paths.of_user().make()
    logs = Logs(paths.logs, debug=debug, only=log_filter, keeps_crashes=False)
    ctx.obj.enter_context(contextlib.closing(logs))
    ctx.obj = Session(paths, file, is_json=is_json, is_practice=is_practice)
    return None
