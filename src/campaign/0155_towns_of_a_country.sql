-- Towns of one country by the beginning of their name.
create index town_country_folded on town (country, folded);
