package com.skyfit.lake.run;

/**
 * As whom an account is asked. Ids only: names are nobody's business here.
 *
 * @param user the id of the token's user
 * @param company the id of the company that the token opens; empty text if the source does not say
 * @param admin whether that user sees everything
 */
record AccountIdentity(String user, String company, boolean admin) {

    /** Whether the token opens another company: its records would mix with those that are there. */
    boolean isOfAnotherCompanyThan(AccountIdentity before) {
        return !company.equals(before.company);
    }

    /** Whether fewer records may be seen than before. An administrator sees all of them, whoever it is. */
    boolean mayMissWhatWasSeenBy(AccountIdentity before) {
        return isOfAnotherCompanyThan(before) || (!admin && (before.admin || !user.equals(before.user)));
    }

    @Override
    public String toString() {
        return "user " + user + (company.isEmpty() ? "" : " of company " + company)
                + (admin ? ", an administrator" : ", no administrator");
    }
}
