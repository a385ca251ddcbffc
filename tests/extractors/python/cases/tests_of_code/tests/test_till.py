import os
import unittest

import pytest
from till import Till, rounded


def check(price):
    assert rounded(price) == price


def test_rounding():
    assert rounded(1.234) == 1.23


def test_through_a_helper():
    check(1)


def test_with_fixtures(filled):
    assert filled.sum == 1


class TestAdding:
    @pytest.fixture
    def local(self):
        return Till()

    def setup_method(self):
        self.till = Till()

    def test_add(self):
        self.till.add(1)

    def helper(self):
        return rounded(2)


class Base(unittest.TestCase):
    def setUp(self):
        self.till = Till()


class Cases(Base):
    def test_nothing(self):
        pass


class NoCase:
    def test_is_no_test(self):
        rounded(3)


def shown(price):
    return price


if os.environ.get("TILL_EXACT"):

    def shown(price):
        return to_cents(price)


def to_cents(price):
    return price


if os.environ.get("TILL_ROUNDS"):

    def to_cents(price):
        return Till().rounding(price)


def test_next_to_impossible_ways_are_no_evidence():
    assert shown(1) == 1
