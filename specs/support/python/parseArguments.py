"""Parses arguments with the real libraries.

Usage: python parseArguments.py <library> < lists.json; a list of argument lists in, a list of what each came to out.
Every parser knows the same settings: lr 0.5, count, flag (off), toggle (on), text "default", list, many, keep-num.
"""

import dataclasses
import json
import sys
import typing


def parser_argparse():
    import argparse

    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.5)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--keep-num", type=int, default=1)
    parser.add_argument("--flag", action="store_true")
    parser.add_argument("--toggle", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--yes", type=lambda text: {"true": True, "false": False}[text], default=True)
    parser.add_argument("--text", default="default")
    parser.add_argument("--list", type=float, nargs="*")
    parser.add_argument("--many", type=float, action="append")

    def parse(argv):
        parsed = vars(parser.parse_args(argv))
        return {**parsed, "keep-num": parsed["keep_num"]}

    return parse


def parser_click():
    import click

    @click.command()
    @click.option("--lr", type=float, default=0.5)
    @click.option("--flag/--no-flag", default=False)
    @click.option("--toggle/--no-toggle", default=True)
    @click.option("--text", default="default")
    @click.option("--pair", type=float, nargs=2)
    @click.option("--many", type=float, multiple=True)
    def command(**parsed):
        return parsed

    return lambda argv: command.main(argv, standalone_mode=False)


def parser_absl():
    from absl import flags

    def parse(argv):
        values = flags.FlagValues()
        flags.DEFINE_float("lr", 0.5, "", flag_values=values)
        flags.DEFINE_integer("count", 1, "", flag_values=values)
        flags.DEFINE_boolean("flag", False, "", flag_values=values)
        flags.DEFINE_boolean("toggle", True, "", flag_values=values)
        flags.DEFINE_string("text", "default", "", flag_values=values)
        flags.DEFINE_list("words", None, "", flag_values=values)
        flags.DEFINE_multi_float("many", None, "", flag_values=values)
        rest = values(["program", *argv])
        assert len(rest) == 1, rest
        return values.flag_values_dict()

    return parse


@dataclasses.dataclass
class Optimizer:
    momentum: float = 0.0
    nesterov: bool = True


@dataclasses.dataclass
class Settings:
    lr: float = 0.5
    count: int = 1
    flag: bool = False
    toggle: bool = True
    text: str = "default"
    list: typing.List[float] = dataclasses.field(default_factory=lambda: [7.0])
    optimizer: Optimizer = dataclasses.field(default_factory=Optimizer)


def parser_tyro():
    import tyro

    return lambda argv: dataclasses.asdict(tyro.cli(Settings, args=argv))


def parser_simple_parsing():
    import simple_parsing

    return lambda argv: dataclasses.asdict(simple_parsing.parse(Settings, args=argv))


def parser_hydra():
    from hydra import compose, initialize
    from hydra.core.config_store import ConfigStore
    from omegaconf import OmegaConf

    node = {
        "lr": 0.5,
        "count": 1,
        "flag": False,
        "toggle": True,
        "text": "default",
        "list": [7.0],
        "words": ["w"],
        "nothing": 1,
        "optimizer": {"momentum": 0.0},
    }
    ConfigStore.instance().store(name="settings", node=node)
    initialize(version_base=None, config_path=None).__enter__()
    return lambda argv: OmegaConf.to_container(compose("settings", overrides=argv), resolve=True)


parse = globals()[f"parser_{sys.argv[1]}"]()
print(json.dumps([parse(argv) for argv in json.load(sys.stdin)]))
