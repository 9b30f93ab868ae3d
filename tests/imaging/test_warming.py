"""What is made once is made before the first image asks for it."""

import subprocess
import sys

ASKED = """
from workstation.imaging.warming import warm_up
from workstation.imaging import palette, filters, appearance
warm_up()
warm_up()
print(palette.colour_table.cache_info().misses, appearance.penetration_table.cache_info().currsize)
before = filters.colours_of.cache_info().misses
for name in ("none", "edges", "organic", "metal", "penetration"):
    filters.colours_of(name, in_colour=True, negative=False)
print(filters.colours_of.cache_info().misses - before)
"""


def test_after_it_no_frame_of_the_standard_image_or_a_filter_makes_a_table_of_colours():
    done = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "1", "0"]
