import { type Dice, diceFor } from '../dice.ts';

/** First and family names by country; where there is none for a country, those of a neighbour. */
const NAMES: Readonly<Record<string, { readonly first: string; readonly family: string }>> = {
  DE: {
    first:
      'Anja Birgit Carsten Dagmar Eren Florian Gesa Hannes Ilka Jakob Katharina Lukas Marlene Nils Olga Philipp Ruth Sönke Tanja Uwe Vera Yusuf Miriam Holger',
    family:
      'Ahrens Bachmann Çelik Dietz Ebert Fiedler Gerlach Heuer Jansen Kiefer Lorenz Meinhardt Nowak Oppermann Pohl Reimann Sattler Thiele Ullrich Vogt Wieland Yıldız Zander Brandis',
  },
  AT: {
    first: 'Alois Bettina Christoph Daniela Elif Franz Gudrun Herbert Ines Johanna',
    family: 'Aigner Brunnthaler Edlinger Fuchsberger Gruber Hochreiter Kofler Lechner Moosbrugger Novak',
  },
  CH: {
    first: 'Aline Beat Corinne Damian Eveline Fabio Gian Heidi Iris Jonas',
    family: 'Aebischer Bolliger Caduff Dubach Egli Frei Gasser Hürlimann Imhof Jaccard',
  },
  NL: {
    first: 'Anouk Bas Carlijn Daan Eline Fatima Gijs Hanneke Joost Lotte Maarten Noor',
    family: 'Bakker Dekker Hoekstra Jonker Kuiper Meijer Postma Rietveld Schouten Timmer Veenstra Wolters',
  },
  FR: {
    first: 'Amélie Bastien Céline Driss Élodie Fabrice Gaëlle Hugo Inès Julien Karim Laure',
    family: 'Arnoux Barbier Chevalier Delmas Estève Fontanel Garnier Hamidi Lambert Marchand Noiret Perrin',
  },
  GB: {
    first: 'Alasdair Bethan Callum Deborah Ewan Farah Graham Harriet Imran Joanna Kenneth Leah',
    family: 'Ashworth Barlow Chaudhry Dempster Elliott Farrow Gilchrist Hargreaves Iqbal Jardine Kershaw Lockwood',
  },
  ES: {
    first: 'Alba Borja Carmen Diego Elena Fermín Gloria Hugo Irene Joaquín',
    family: 'Aranda Bermejo Casado Dueñas Escobar Fuentes Galán Herrero Izquierdo Lozano',
  },
  IT: {
    first: 'Alessia Bruno Chiara Davide Elisa Fabio Giulia Ivano Laura Matteo',
    family: 'Amadori Bellini Carraro De Santis Esposito Ferraris Galli Innocenti Lombardi Mancini',
  },
  PL: {
    first: 'Agnieszka Bartosz Danuta Emil Grażyna Jacek Kinga Łukasz Magdalena Oskar',
    family: 'Adamska Banaś Czarnecki Dudek Gajda Jasiński Kubiak Lis Malinowska Olszewski',
  },
  SE: {
    first: 'Astrid Björn Cecilia Erik Freja Gustav Helena Ida Jens Karin',
    family: 'Ahlberg Bergström Dahl Ekman Fredriksen Grönlund Holm Kjær Lindqvist Mikkelsen',
  },
  HU: {
    first: 'Ana Bogdan Dorina Eszter Gábor Ivana Kristóf Luka Mirela Nikos',
    family: 'Antal Balogh Dragomir Horvat Ionescu Kovač Lukács Marinescu Novak Papadakis',
  },
};

const NEIGHBOUR: Readonly<Record<string, string>> = {
  BE: 'NL',
  IE: 'GB',
  PT: 'ES',
  CZ: 'PL',
  LV: 'PL',
  LT: 'PL',
  EE: 'SE',
  DK: 'SE',
  NO: 'SE',
  FI: 'SE',
  RO: 'HU',
  SI: 'HU',
  HR: 'HU',
  GR: 'HU',
};

/** Names for the people of a company, never the same twice. */
export function namesIn(country: string, company: string): () => string {
  const { first, family } = NAMES[country] ?? NAMES[NEIGHBOUR[country] ?? 'DE']!;
  const dice = diceFor(company, 'names');
  const given = new Set<string>();
  const pick = (names: string, d: Dice) => d.pick(names.split(' '));
  return () => {
    for (;;) {
      const name = `${pick(first, dice)} ${pick(family, dice)}`;
      if (given.has(name)) continue;
      given.add(name);
      return name;
    }
  };
}

/** The name as it stands in an address: 'Sönke Çelik' becomes 'soenke.celik'. */
export function inAddress(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '.')
    .replaceAll(/^\.|\.$/g, '');
}
