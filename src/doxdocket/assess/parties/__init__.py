"""Who answers for what: accounts, defendants, guardians, joint liability, and what each did in figures."""
