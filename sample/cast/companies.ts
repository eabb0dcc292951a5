/** A customer of Larkfield, as far as the name plate goes. None of them exists. */
export interface Company {
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly industry: string;
}

/** The customers about whom there is no story of their own: name, city, country, trade. */
export const COMPANIES: readonly Company[] = `
Adlerquell Haustechnik | Stuttgart | DE | Building services
Albatros Gebäudeservice | Bremen | DE | Facility services
Altmühl Aufzüge | Ingolstadt | DE | Lifts
Amsel & Reiher Dachbau | Augsburg | DE | Building trades
Auenland Grünpflege | Leipzig | DE | Landscaping
Bergkamm Netzbau | Kassel | DE | Telecoms
Biberach Wärmewerke | Biberach | DE | Energy
Birkenstamm Solar | Freiburg | DE | Solar
Blaufeld Medizintechnik | Erlangen | DE | Medical technology
Brandwacht Sicherheit | Dortmund | DE | Security
Brückner & Lenz Kältebau | Mannheim | DE | Cooling
Dachsberg Kanalservice | Essen | DE | Water and waste
Deichgraf Pumpen | Husum | DE | Machinery
Domblick Hausmeister | Köln | DE | Facility services
Drosselhof Melktechnik | Oldenburg | DE | Agriculture
Eichkater Spielplatzbau | Jena | DE | Landscaping
Eisvogel Klima | Nürnberg | DE | Cooling
Elbtal Brandschutz | Dresden | DE | Fire protection
Fährhaus Bootsservice | Rostock | DE | Machinery
Falkenstein Torbau | Fulda | DE | Building trades
Feldmark Landtechnik | Soest | DE | Agriculture
Finkenschlag Elektro | Würzburg | DE | Electrical
Flachsland Reinigung | Bielefeld | DE | Facility services
Funkturm Signaltechnik | Berlin | DE | Telecoms
Gänsewiese Hygiene | Hannover | DE | Facility services
Geestland Windservice | Cuxhaven | DE | Energy
Goldammer Kaffeetechnik | Hamburg | DE | Food equipment
Grünspecht Baumpflege | Marburg | DE | Landscaping
Haffküste Fernwärme | Stralsund | DE | Energy
Hallmann Rolltreppen | Düsseldorf | DE | Lifts
Heidekraut Wasser | Lüneburg | DE | Water and waste
Hirschgrund Messtechnik | Chemnitz | DE | Metering
Holunder Gastrotechnik | Mainz | DE | Food equipment
Inselberg Photovoltaik | Erfurt | DE | Solar
Isarwinkel Labortechnik | München | DE | Medical technology
Kastanienhof Pflegebetten | Münster | DE | Medical technology
Kiebitz Schädlingsabwehr | Potsdam | DE | Facility services
Klarstein Fensterbau | Ulm | DE | Building trades
Kolkrabe Alarmtechnik | Wuppertal | DE | Security
Kranich Versandtechnik | Lübeck | DE | Logistics
Lachmöwe Sanitär | Kiel | DE | Building services
Lindenrath Zähler | Halle | DE | Metering
Luchswald Heizungen | Göttingen | DE | Building services
Marderfels Baumaschinen | Siegen | DE | Machinery
Milan Breitband | Karlsruhe | DE | Telecoms
Mühlgraben Kläranlagen | Gera | DE | Water and waste
Nachtigall Akustikbau | Bonn | DE | Building trades
Neckarufer Prüfdienst | Heilbronn | DE | Fire protection
Nebelhorn Seilbahntechnik | Kempten | DE | Machinery
Oderbruch Biogas | Frankfurt (Oder) | DE | Energy
Pappelallee Hausdienste | Magdeburg | DE | Facility services
Pirol Ladesäulen | Wolfsburg | DE | Electrical
Quellwerk Trinkwasser | Regensburg | DE | Water and waste
Rebstock Kellertechnik | Trier | DE | Food equipment
Rohrdommel Rohrbau | Duisburg | DE | Building services
Rotmilan Telematik | Paderborn | DE | Logistics
Saalekiesel Estrich | Weimar | DE | Building trades
Sandstein Kran | Pirna | DE | Machinery
Schilfmeer Teichbau | Schwerin | DE | Landscaping
Schwalbe Küchenmontage | Osnabrück | DE | Building trades
Seeadler Schiffselektrik | Bremerhaven | DE | Electrical
Specht & Sohn Holzbau | Passau | DE | Building trades
Sperber Wachdienst | Aachen | DE | Security
Steinadler Sprinkler | Ludwigshafen | DE | Fire protection
Storchennest Wohnservice | Cottbus | DE | Property
Taubenblau Wäschetechnik | Braunschweig | DE | Machinery
Teutoberg Zahntechnik | Detmold | DE | Medical technology
Turmfalke Antennen | Heidelberg | DE | Telecoms
Uhlenhorst Aufzugsdienst | Hamburg | DE | Lifts
Wacholder Kühlmöbel | Celle | DE | Cooling
Waldkauz Forsttechnik | Suhl | DE | Agriculture
Wendehals Türautomatik | Bochum | DE | Building services
Zaunkönig Garten | Konstanz | DE | Landscaping
Zeisig Reinraum | Dresden | DE | Facility services
Almrausch Liftservice | Innsbruck | AT | Lifts
Donaukiesel Haustechnik | Linz | AT | Building services
Enzian Kältetechnik | Salzburg | AT | Cooling
Gamsfeld Seilbahnen | Bludenz | AT | Machinery
Marillenhof Gastro | Krems | AT | Food equipment
Murtal Netzwerke | Leoben | AT | Telecoms
Pannonia Windwartung | Eisenstadt | AT | Energy
Semmering Sanitär | Mürzzuschlag | AT | Building services
Steirerfeld Solar | Graz | AT | Solar
Wienfluss Facility | Wien | AT | Facility services
Zirbenholz Innenausbau | Villach | AT | Building trades
Aareblick Gebäudetechnik | Bern | CH | Building services
Bise & Föhn Klima | Lausanne | CH | Cooling
Churfirsten Seilzug | St. Gallen | CH | Lifts
Edelweiss Spitaltechnik | Zürich | CH | Medical technology
Jurakalk Wasserbau | Delémont | CH | Water and waste
Limmat Zählerdienst | Zürich | CH | Metering
Matterhorn Brandschutz | Visp | CH | Fire protection
Rhonequelle Energie | Sion | CH | Energy
Tessiner Gartenbau | Lugano | CH | Landscaping
Amstelveer Liften | Amsterdam | NL | Lifts
Blauwe Reiger Installatie | Utrecht | NL | Building services
Dijkzicht Waterbeheer | Zwolle | NL | Water and waste
Duinpan Zonnepanelen | Haarlem | NL | Solar
Eemshaven Windonderhoud | Groningen | NL | Energy
Grutto Glasvezel | Eindhoven | NL | Telecoms
IJssel Koeltechniek | Deventer | NL | Cooling
Kievit Beveiliging | Rotterdam | NL | Security
Maasvlakte Kraanservice | Rotterdam | NL | Machinery
Merel Schoonmaak | Den Haag | NL | Facility services
Polder Melkmachines | Lelystad | NL | Agriculture
Tulpveld Groenbeheer | Lisse | NL | Landscaping
Waalbrug Meettechniek | Nijmegen | NL | Metering
Zandpad Medisch | Leiden | NL | Medical technology
Ardenne Chauffage | Liège | BE | Building services
Demerdal Drankautomaten | Hasselt | BE | Food equipment
Kempen Brandbeveiliging | Turnhout | BE | Fire protection
Leie Textielmachines | Kortrijk | BE | Machinery
Senne Ascenseurs | Bruxelles | BE | Lifts
Alouette Maintenance | Lyon | FR | Facility services
Bocage Matériel Agricole | Rennes | FR | Agriculture
Calanque Piscines | Marseille | FR | Landscaping
Chêne Vert Paysage | Montpellier | FR | Landscaping
Coteaux Cuisine Pro | Bordeaux | FR | Food equipment
Éclair du Rhône | Valence | FR | Electrical
Garrigue Solaire | Nîmes | FR | Solar
Héron Cendré Eau | Nantes | FR | Water and waste
Lavandine Blanchisserie | Avignon | FR | Machinery
Loirette Ascenseurs | Tours | FR | Lifts
Martinet Toiture | Dijon | FR | Building trades
Mistral Éolien | Perpignan | FR | Energy
Pic Épeiche Fibre | Grenoble | FR | Telecoms
Rougegorge Sécurité | Lille | FR | Security
Sittelle Médical | Strasbourg | FR | Medical technology
Vercors Froid | Grenoble | FR | Cooling
Verdier Comptage | Toulouse | FR | Metering
Ashdown Lift Services | Brighton | GB | Lifts
Bramblewick Heating | York | GB | Building services
Caldwater Drainage | Leeds | GB | Water and waste
Dunnock Fire Safety | Norwich | GB | Fire protection
Eddystone Marine Electric | Plymouth | GB | Electrical
Fenland Pumps | Cambridge | GB | Machinery
Goosander Broadband | Inverness | GB | Telecoms
Hartwell Kitchens Service | Bristol | GB | Food equipment
Kittiwake Wind | Aberdeen | GB | Energy
Larchmere Grounds | Sheffield | GB | Landscaping
Mallow Street Property | London | GB | Property
Nuthatch Metering | Nottingham | GB | Metering
Ottershaw Cooling | Reading | GB | Cooling
Peregrine Guarding | Manchester | GB | Security
Sandpiper Solar | Exeter | GB | Solar
Thornbury Medical Devices | Oxford | GB | Medical technology
Wrenfield Cleaning | Cardiff | GB | Facility services
Ballycarn Dairy Tech | Cork | IE | Agriculture
Corrib Telecom Works | Galway | IE | Telecoms
Liffey Lifts | Dublin | IE | Lifts
Alcaudón Ascensores | Madrid | ES | Lifts
Brisa Climatización | Valencia | ES | Cooling
Cigüeña Fibra | Zaragoza | ES | Telecoms
Dehesa Riegos | Badajoz | ES | Agriculture
Gaviota Limpiezas | Vigo | ES | Facility services
Olivar Fotovoltaica | Jaén | ES | Solar
Salinas Aguas | Alicante | ES | Water and waste
Vencejo Seguridad | Sevilla | ES | Security
Allodola Impianti | Bologna | IT | Building services
Brenta Depurazione | Padova | IT | Water and waste
Ciliegio Arredo | Verona | IT | Building trades
Falco Antincendio | Torino | IT | Fire protection
Gelsomino Clima | Palermo | IT | Cooling
Lanterna Ascensori | Genova | IT | Lifts
Pettirosso Caffè Service | Trieste | IT | Food equipment
Rondine Solare | Bari | IT | Solar
Ticino Elettromedicale | Pavia | IT | Medical technology
Vesuvio Reti | Napoli | IT | Telecoms
Alcatraz Limpezas | Lisboa | PT | Facility services
Douro Elevadores | Porto | PT | Lifts
Maré Alta Bombas | Aveiro | PT | Machinery
Sobreiro Solar | Évora | PT | Solar
Bażant Serwis | Poznań | PL | Facility services
Bursztyn Ciepło | Gdańsk | PL | Energy
Czapla Wodociągi | Szczecin | PL | Water and waste
Jaskółka Windy | Kraków | PL | Lifts
Karpaty Chłód | Rzeszów | PL | Cooling
Sikorka Światłowody | Wrocław | PL | Telecoms
Wisła Maszyny | Toruń | PL | Machinery
Żuraw Budowa | Katowice | PL | Building trades
Brod Výtahy | Brno | CZ | Lifts
Ledňáček Voda | Plzeň | CZ | Water and waste
Vltava Klima | Praha | CZ | Cooling
Bernstein Ventilation | Aarhus | DK | Building services
Fjordvang Pumper | Esbjerg | DK | Machinery
Havørn Vindservice | Esbjerg | DK | Energy
Lærke Rengøring | Odense | DK | Facility services
Sundby Elevator | København | DK | Lifts
Björkdal Värme | Uppsala | SE | Building services
Fiskgjuse Fiber | Luleå | SE | Telecoms
Lövsångare Trädgård | Malmö | SE | Landscaping
Skärgård Hiss | Stockholm | SE | Lifts
Vattern Pumpservice | Jönköping | SE | Water and waste
Fjellrev Sikkerhet | Tromsø | NO | Security
Hardanger Hydro Service | Bergen | NO | Energy
Terne Medisinsk | Oslo | NO | Medical technology
Joutsen Kylmä | Tampere | FI | Cooling
Saimaa Hissit | Lappeenranta | FI | Lifts
Tervahovi Kiinteistö | Helsinki | FI | Property
Daugava Lifti | Rīga | LV | Lifts
Nemunas Vėjas | Klaipėda | LT | Energy
Saaremaa Soojus | Tallinn | EE | Building services
Bükk Hűtés | Miskolc | HU | Cooling
Tisza Vízmű | Szeged | HU | Water and waste
Carpatina Ascensoare | Cluj-Napoca | RO | Lifts
Dunărea Curat | Galați | RO | Facility services
Triglav Ogrevanje | Ljubljana | SI | Building services
Velebit Solar | Zadar | HR | Solar
Aegeas Klima | Thessaloniki | GR | Cooling
Ahornbach Fahrtreppen | Mönchengladbach | DE | Lifts
Bachstelze Brunnenbau | Görlitz | DE | Water and waste
Distelfink Dentaltechnik | Kaiserslautern | DE | Medical technology
Graureiher Gewässerpflege | Neubrandenburg | DE | Landscaping
Haubentaucher Poolservice | Rosenheim | DE | Building services
Kornweihe Mähdrescher | Hildesheim | DE | Agriculture
Ringeltaube Dachservice | Saarbrücken | DE | Building trades
Silbermöwe Hafenstrom | Emden | DE | Electrical
Wiesenweihe Melioration | Stendal | DE | Agriculture
Alpensegler Sonnenschutz | Dornbirn | AT | Building trades
Blaumeise Kindergartenbau | Winterthur | CH | Building trades
Scholekster Sluizen | Middelburg | NL | Water and waste
Pluvier Pompes | Le Havre | FR | Machinery
Tarier Portails | Angers | FR | Building trades
`
  .trim()
  .split('\n')
  .map((line) => {
    const [name, city, country, industry] = line.split(' | ');
    return { name: name!, city: city!, country: country!, industry: industry! };
  });
