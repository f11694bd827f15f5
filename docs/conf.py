"""How the guide is built: `cargo xtask docs`. The reference comes from the docstrings, the commands from their help."""

import inspect

import click
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import seatbook
from seatbook._cli.app import SECTIONS, app

project = "seatbook"
version = release = seatbook.__version__
copyright = "the authors of seatbook"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["deflist"]
source_suffix = {".md": "markdown"}
html_theme = "alabaster"
html_theme_options = {"description": "keeps the book of licence seats", "page_width": "1100px"}
html_copy_source = False
# `text` in the docstrings is code.
default_role = "code"
autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_numpy_docstring = False
napoleon_custom_sections = [("Arguments", "params_style")]

ABOVE = {"Book", "Request", "Report", "Rows", "Row", "open", "create", "memory", "read_school_data_sync"}
"""What the reference names before everything else."""


class Commands(SphinxDirective):
    """Every command with its help, in the order of `seatbook --help`."""

    def run(self) -> list[nodes.Node]:
        """Makes a section for each."""
        return [
            section(self, f"seatbook {' '.join(path)}", help_of(path, command))
            for commands in SECTIONS.values()
            for command in commands
            for path, command in flat((command.name or "",), command)
        ]


def flat(path: tuple[str, ...], command: click.Command) -> list[tuple[tuple[str, ...], click.Command]]:
    """A command, or those below it."""
    if not isinstance(command, click.Group):
        return [(path, command)]
    return [found for name, below in command.commands.items() for found in flat((*path, name), below)]


def help_of(path: tuple[str, ...], command: click.Command) -> str:
    """What `--help` prints."""
    context = click.Context(app, info_name="seatbook")
    for name in path:
        context = click.Context(command, parent=context, info_name=name)
    return command.get_help(context)


def section(directive: SphinxDirective, title: str, text: str) -> nodes.section:
    """A heading and a text as it stands."""
    made = nodes.section(ids=[nodes.make_id(title)])
    made += nodes.title("", "", nodes.literal("", title))
    made += nodes.literal_block(text, text, language="text")
    return made


class Others(SphinxDirective):
    """Every public class that the reference has not named yet, and every exception."""

    def run(self) -> list[nodes.Node]:
        """Lets autodoc write about each."""
        names = [name for name in seatbook.__all__ if name not in ABOVE and inspect.isclass(getattr(seatbook, name))]
        lines = [f".. autoclass:: {name}\n   :members:\n   :exclude-members: statuses\n" for name in names]
        return self.parse_text_to_nodes("\n".join([".. currentmodule:: seatbook\n", *lines]))


def plain_fields(sphinx: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Keeps napoleon from taking what stands before a colon for the type of a field."""
    if what in ("attribute", "property"):
        lines[:0] = ["..", ""]  # An empty comment: only the first line is searched.


def setup(sphinx: Sphinx) -> None:
    """Adds the two directives."""
    sphinx.connect("autodoc-process-docstring", plain_fields, priority=100)
    sphinx.add_directive("commands", Commands)
    sphinx.add_directive("others", Others)
