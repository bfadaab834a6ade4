-- Rows and a digest of lines, whatever their order. The lines are hashed with two seeds; each sum of hashes, which are signed 64-bit numbers,
-- is taken modulo 2^64 and written as 16 hexadecimal digits.
with sums as (
    select count(*) as rows,
        coalesce(sum(hashtextextended(line, 0)), 0) as one,
        coalesce(sum(hashtextextended(line, 1)), 0) as other
    from ({lines}) t
),
whole as (
    select rows,
        mod(mod(one, 18446744073709551616) + 18446744073709551616, 18446744073709551616) as one,
        mod(mod(other, 18446744073709551616) + 18446744073709551616, 18446744073709551616) as other
    from sums
)
select rows,
    lpad(to_hex((one - 9223372036854775808)::bigint), 16, '0')
        || lpad(to_hex((other - 9223372036854775808)::bigint), 16, '0') as digest
from whole
