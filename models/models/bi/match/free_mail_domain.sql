-- Domains whose addresses say nothing of the company that somebody works for. Lay a file of this path over it to have others.
select domain from (values
    ('gmail.com'), ('googlemail.com'), ('hotmail.com'), ('hotmail.com.br'), ('outlook.com'), ('outlook.com.br'), ('live.com'), ('msn.com'),
    ('yahoo.com'), ('yahoo.com.br'), ('ymail.com'), ('rocketmail.com'), ('icloud.com'), ('me.com'), ('mac.com'), ('aol.com'),
    ('uol.com.br'), ('bol.com.br'), ('terra.com.br'), ('ig.com.br'), ('globo.com'), ('globomail.com'), ('r7.com'), ('oi.com.br'), ('zipmail.com.br'),
    ('protonmail.com'), ('proton.me'), ('gmx.com'), ('gmx.net'), ('mail.com'), ('zoho.com'), ('yandex.com')
) free (domain)
