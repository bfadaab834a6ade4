{{ config(materialized='table', indexes=[{'columns': ['date_key'], 'unique': true}, {'columns': ['date'], 'unique': true}]) }}
-- Days in local time. Complete years, so that year-to-date comparisons have all of their days.
with today as (
    select (now() at time zone '{{ var("time_zone", "America/Sao_Paulo") }}')::date as day
),
years as (
    select year, year % 19 as a, year / 100 as b, year % 100 as c
    from today cross join generate_series({{ var("first_year", 2010) }}, extract(year from today.day)::int + 5) year
),
-- Easter Sunday by the algorithm of Meeus, Jones and Butcher.
easter_1 as (
    select year, a, c, (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30 as h, (2 * (b % 4) + 2 * (c / 4) + 32) as partial
    from years
),
easter_2 as (
    select year, h, l, (a + 11 * h + 22 * l) / 451 as m
    from (select year, a, h, (partial - h - c % 4) % 7 as l from easter_1) e
),
easter as (
    select year, make_date(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1) as sunday from easter_2
),
holidays as (
    select make_date(easter.year, fixed.month, fixed.day) as day, fixed.name, fixed.name_pt
    from easter cross join (values
        (1, 1, 'New Year''s Day', 'Confraternização Universal', 0),
        (4, 21, 'Tiradentes', 'Tiradentes', 0),
        (5, 1, 'Labour Day', 'Dia do Trabalho', 0),
        (9, 7, 'Independence Day', 'Independência do Brasil', 0),
        (10, 12, 'Our Lady of Aparecida', 'Nossa Senhora Aparecida', 0),
        (11, 2, 'All Souls'' Day', 'Finados', 0),
        (11, 15, 'Proclamation of the Republic', 'Proclamação da República', 0),
        (11, 20, 'Black Awareness Day', 'Dia da Consciência Negra', 2024),
        (12, 25, 'Christmas Day', 'Natal', 0)
    ) fixed (month, day, name, name_pt, since)
    where easter.year >= fixed.since
    union all
    select easter.sunday + moving.days, moving.name, moving.name_pt
    from easter cross join (values
        (-48, 'Carnival Monday', 'Carnaval (segunda-feira)'),
        (-47, 'Carnival Tuesday', 'Carnaval (terça-feira)'),
        (-46, 'Ash Wednesday', 'Quarta-feira de Cinzas'),
        (-2, 'Good Friday', 'Sexta-feira Santa'),
        (60, 'Corpus Christi', 'Corpus Christi')
    ) moving (days, name, name_pt)
),
-- Two holidays can fall on one day: Tiradentes on Good Friday in 2000.
holiday as (
    select day, string_agg(name, ', ' order by name) as name, string_agg(name_pt, ', ' order by name_pt) as name_pt from holidays group by day
),
days as (
    select day::date as day
    from years cross join lateral generate_series(make_date(year, 1, 1), make_date(year, 12, 31), interval '1 day') day
)
select
    to_char(d.day, 'YYYYMMDD')::int                                         as date_key,
    d.day                                                                   as date,
    extract(year from d.day)::int                                           as year,
    case when extract(month from d.day) <= 6 then 1 else 2 end              as half_year,
    extract(quarter from d.day)::int                                        as quarter,
    extract(month from d.day)::int                                          as month,
    to_char(d.day, 'YYYY-MM')                                               as year_month,
    to_char(d.day, 'YYYY-"Q"Q')                                             as year_quarter,
    (array['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November',
        'December'])[extract(month from d.day)::int]                        as month_name,
    (array['janeiro', 'fevereiro', 'março', 'abril', 'maio', 'junho', 'julho', 'agosto', 'setembro', 'outubro', 'novembro',
        'dezembro'])[extract(month from d.day)::int]                        as month_name_pt,
    extract(isoyear from d.day)::int                                        as iso_year,
    extract(week from d.day)::int                                           as iso_week,
    extract(isodow from d.day)::int                                         as iso_weekday,
    (array['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday',
        'Sunday'])[extract(isodow from d.day)::int]                         as weekday_name,
    (array['segunda-feira', 'terça-feira', 'quarta-feira', 'quinta-feira', 'sexta-feira', 'sábado',
        'domingo'])[extract(isodow from d.day)::int]                        as weekday_name_pt,
    extract(day from d.day)::int                                            as day_of_month,
    extract(doy from d.day)::int                                            as day_of_year,
    (extract(year from d.day) + case when extract(month from d.day) >= {{ var("fiscal_year_starts", 1) }} and {{ var("fiscal_year_starts", 1) }} > 1
        then 1 else 0 end)::int                                             as fiscal_year,
    ((extract(month from d.day)::int - {{ var("fiscal_year_starts", 1) }} + 12) % 12) / 3 + 1 as fiscal_quarter,
    extract(isodow from d.day) >= 6                                         as is_weekend,
    holiday.day is not null                                                 as is_holiday,
    holiday.name                                                            as holiday_name,
    holiday.name_pt                                                         as holiday_name_pt,
    extract(isodow from d.day) < 6 and holiday.day is null                  as is_business_day,
    (count(*) filter (where extract(isodow from d.day) < 6 and holiday.day is null)
        over (partition by date_trunc('month', d.day) order by d.day))::int as business_day_of_month,
    d.day - today.day                                                       as relative_day,
    (extract(year from d.day)::int - extract(year from today.day)::int) * 12
        + extract(month from d.day)::int - extract(month from today.day)::int as relative_month,
    extract(year from d.day)::int - extract(year from today.day)::int       as relative_year
from days d cross join today left join holiday on holiday.day = d.day
union all
select key, day, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, false, false, null, null, false, null, null, null, null
from (values (0, date '1900-01-01'), (-1, date '1900-01-02')) without (key, day)
