package com.skyfit.simulator.world;

import java.util.Locale;

/** People and companies that more than one source knows, under the same names and addresses. */
public final class Population {

    private final long seed;

    public Population(long seed) {
        this.seed = seed;
    }

    /**
     * A customer.
     *
     * @param phone area code and number, eleven digits
     */
    public record Person(String firstName, String lastName, String email, String phone, Brazil.City city) {

        public String name() {
            return firstName + " " + lastName;
        }
    }

    /**
     * A company.
     *
     * @param domain of its mail and its site
     */
    public record Company(String name, String domain) {}

    /** The person with that number: always the same one. */
    public Person person(long number) {
        Chance chance = Chance.named(seed, "person " + number);
        String first = chance.pick(Brazil.FIRST_NAMES);
        String last = chance.pick(Brazil.LAST_NAMES) + (chance.percent(50) ? " " + chance.pick(Brazil.LAST_NAMES) : "");
        Brazil.City city = chance.pick(Brazil.CITIES);
        return new Person(
                first,
                last,
                Brazil.ascii(first + " " + last) + number + "@exemplo.com.br",
                String.format(Locale.ROOT, "%02d9%s", city.areaCode(), chance.digits(8)),
                city);
    }

    /** The company with that number: always the same one. */
    public Company company(long number) {
        Chance chance = Chance.named(seed, "company " + number);
        String name = chance.pick(Brazil.TRADES) + " " + chance.pick(Brazil.COMPANY_NAMES) + " " + number;
        return new Company(name, Brazil.ascii(name) + ".exemplo.com.br");
    }
}
