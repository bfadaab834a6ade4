package com.skyfit.simulator.world;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Invented names and places of a Brazilian gym chain's customers; no real person or company is meant. */
public final class Brazil {

    public static final List<String> FIRST_NAMES = List.of(
            "Ana",
            "Beatriz",
            "Bruno",
            "Caio",
            "Camila",
            "Cauã",
            "Cecília",
            "Daniel",
            "Débora",
            "Diego",
            "Eduarda",
            "Felipe",
            "Fernanda",
            "Gabriel",
            "Giovana",
            "Heitor",
            "Helena",
            "Igor",
            "Isabela",
            "João",
            "Júlia",
            "Kauê",
            "Larissa",
            "Leonardo",
            "Letícia",
            "Lucas",
            "Luíza",
            "Marcelo",
            "Mariana",
            "Mateus",
            "Natália",
            "Otávio",
            "Patrícia",
            "Paulo",
            "Rafael",
            "Renata",
            "Rodrigo",
            "Sofia",
            "Thiago",
            "Vinícius",
            "Vitória",
            "Yasmin");

    public static final List<String> LAST_NAMES = List.of(
            "Almeida",
            "Alves",
            "Araújo",
            "Barbosa",
            "Cardoso",
            "Carvalho",
            "Castro",
            "Correia",
            "Costa",
            "Dias",
            "Ferreira",
            "Gomes",
            "Gonçalves",
            "Lima",
            "Lopes",
            "Machado",
            "Martins",
            "Melo",
            "Monteiro",
            "Moreira",
            "Nascimento",
            "Nunes",
            "Oliveira",
            "Pereira",
            "Pinto",
            "Ribeiro",
            "Rocha",
            "Santana",
            "Santos",
            "Silva",
            "Souza",
            "Teixeira",
            "Vieira");

    public static final List<String> TRADES = List.of(
            "Academia",
            "Clínica",
            "Colégio",
            "Condomínio",
            "Construtora",
            "Distribuidora",
            "Escritório",
            "Farmácia",
            "Hospital",
            "Hotel",
            "Indústria",
            "Laboratório",
            "Padaria",
            "Restaurante",
            "Supermercado",
            "Tecnologia",
            "Transportadora");

    public static final List<String> COMPANY_NAMES = List.of(
            "Aurora",
            "Bandeirantes",
            "Boa Vista",
            "Cruzeiro",
            "Horizonte",
            "Ipê",
            "Jacarandá",
            "Lagoa",
            "Litoral",
            "Mantiqueira",
            "Novo Mundo",
            "Pampulha",
            "Planalto",
            "Primavera",
            "São Bento",
            "Serra Azul",
            "Vale Verde");

    public static final List<String> STREETS = List.of(
            "Rua das Acácias",
            "Avenida Brasil",
            "Rua XV de Novembro",
            "Avenida Sete de Setembro",
            "Rua do Comércio",
            "Alameda dos Ipês",
            "Rua Tiradentes",
            "Avenida Getúlio Vargas",
            "Rua Dom Pedro II",
            "Travessa São João");

    public static final List<String> DISTRICTS =
            List.of("Centro", "Jardim América", "Vila Nova", "Boa Vista", "Santa Cruz", "Bela Vista", "Cidade Nova");

    public static final List<City> CITIES = List.of(
            new City("São Paulo", "São Paulo", "Região Metropolitana de São Paulo", "01", 11),
            new City("Campinas", "São Paulo", "Região Metropolitana de Campinas", "13", 19),
            new City("Rio de Janeiro", "Rio de Janeiro", "Região Metropolitana do Rio de Janeiro", "20", 21),
            new City("Belo Horizonte", "Minas Gerais", "Região Metropolitana de Belo Horizonte", "30", 31),
            new City("Curitiba", "Paraná", "Região Metropolitana de Curitiba", "80", 41),
            new City("Porto Alegre", "Rio Grande do Sul", "Região Metropolitana de Porto Alegre", "90", 51),
            new City("Salvador", "Bahia", "Região Metropolitana de Salvador", "40", 71),
            new City("Recife", "Pernambuco", "Região Metropolitana do Recife", "50", 81),
            new City("Fortaleza", "Ceará", "Região Metropolitana de Fortaleza", "60", 85),
            new City("Goiânia", "Goiás", "Região Metropolitana de Goiânia", "74", 62));

    public static final List<String> LOST_REASONS = List.of(
            "Preço",
            "Concorrente",
            "Sem retorno",
            "Distância da unidade",
            "Mudou de cidade",
            "Sem tempo",
            "Adiou a decisão");

    public static final List<String> DEAL_SUBJECTS = List.of(
            "Plano anual",
            "Plano corporativo",
            "Plano família",
            "Personal trainer",
            "Day use",
            "Renovação",
            "Upgrade Black");

    public static final List<String> TICKET_SUBJECTS = List.of(
            "Cobrança em duplicidade",
            "Cancelamento de plano",
            "Catraca não libera a entrada",
            "Alterar forma de pagamento",
            "Aula lotada no aplicativo",
            "Nota fiscal não recebida",
            "Ar-condicionado da unidade",
            "Trocar de unidade",
            "Esqueci minha senha 🔑",
            "Reembolso de matrícula",
            "Armário quebrado",
            "Elogio ao professor 💪");

    private Brazil() {}

    /** A city with what addresses and telephone numbers need. */
    public record City(String name, String state, String region, String postalPrefix, int areaCode) {}

    /** Text as it may stand in an address of the net: small ASCII letters and dots. */
    public static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", ".");
    }
}
