/** Names and abbreviations of the months in English, German, French, Spanish, Portuguese and Italian, without accents. */
const names = [
  'jan january januar janner janvier janv enero ene janeiro gennaio gen',
  'feb february februar fevrier fevr fev febrero fevereiro febbraio',
  'mar march marz mrz mars marzo marco',
  'apr april avril avr abril abr aprile',
  'may mai mayo maio maggio mag',
  'jun june juni juin junio junho giugno giu',
  'jul july juli juillet juil julio julho luglio lug',
  'aug august aout agosto ago',
  'sep sept september septembre septiembre setiembre set setembro settembre',
  'oct october oktober okt octobre octubre outubro out ottobre ott',
  'nov november novembre noviembre novembro',
  'dec december dezember dez decembre diciembre dic dezembro dicembre',
];

const months = new Map(names.flatMap((line, at) => line.split(' ').map((name) => [name, at + 1] as const)));

/** The month (1 to 12) that a word names, with or without accents and a point; undefined when it names none. */
export function monthNamed(word: string): number | undefined {
  return months.get(
    word
      .normalize('NFD')
      .replace(/[\p{M}.]/gu, '')
      .toLowerCase(),
  );
}
