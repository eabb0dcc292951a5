import { field } from './field.ts';
import type { RecordKind } from './record-kind.ts';
import { currency, id } from './shared-fields.ts';

export const accounts = {
  title: 'Accounts',
  custom: 'attributes',
  needs: [['id', 'name', 'domain']],
  knownBy: [['name'], ['domain']],
  fields: {
    id: id(
      'account id, customer id, company id, organisation id, organization id, client id, seller id, tenant id, crm id, record id, kundennummer, numero client, id cliente',
    ),
    name: field(
      'text',
      'Name',
      'account name, account, company, company name, customer, customer name, organisation, organization, client, firma, unternehmen, kunde, entreprise, societe, empresa, cliente, nombre, nome, razon social, nome empresa, nombre empresa, nom entreprise',
      { longest: 300 },
    ),
    domain: field('domain', 'Domain', 'website, web site, url, homepage, web, site, dominio, domaine'),
    stage: field(
      'label',
      'Stage',
      'lifecycle stage, lifecycle, customer stage, account stage, phase, etapa, etape, fase',
      {
        labels: {
          prospect: 'lead, trial, poc, pilot',
          onboarding: 'implementation, kick off, kickoff, new, einfuhrung, implantacion, implantacao',
          adoption: 'adopting, active, live, customer, aktiv, activo, ativo, actif',
          growth: 'expansion, expanding, mature, wachstum',
          renewal: 'renewing, up for renewal, verlangerung',
          churned: 'churn, lost, cancelled, canceled, former, inactive, gekundigt, resilie, cancelado',
        },
      },
    ),
    stage_since: field('date', 'In its stage since', 'stage since, stage changed, stage date, stage entered'),
    tier: field('text', 'Tier', 'account tier, service level, support level, class, stufe'),
    segment: field('text', 'Segment', 'market segment, business segment, customer segment, size, segmento'),
    industry: field('text', 'Industry', 'sector, vertical, branche, secteur, industria, setor'),
    city: field('text', 'City', 'town, billing city, stadt, ort, ville, ciudad, cidade'),
    state: field('text', 'State', 'province, billing state, bundesland, estado, uf, provincia'),
    country: field('text', 'Country', 'billing country, country code, land, pays, pais'),
    region: field('text', 'Region', 'territory, area, gebiet, regiao'),
    plan: field('text', 'Plan', 'product plan, subscription plan, package, edition, tarif, paquete, plano'),
    arr: field(
      'money',
      'ARR',
      'annual recurring revenue, annual revenue, acv, contract value, annual value, jahresumsatz, ingresos anuales',
      { min: 0 },
    ),
    currency,
    seats: field('integer', 'Seats', 'licenses, licences, licensed users, lizenzen, sieges, puestos, licencas', {
      min: 0,
    }),
    contract_start: field(
      'date',
      'Contract start',
      'start date, contract start date, vertragsbeginn, debut du contrat, inicio de contrato',
    ),
    renewal_date: field(
      'date',
      'Renewal date',
      'renewal, renews on, next renewal, contract end, contract end date, expires, end date, vertragsende, verlangerung, echeance, renovacion, renovacao, vencimento',
    ),
    customer_since: field(
      'date',
      'Customer since',
      'created at, created, created date, signup date, signed up, onboarded, kunde seit, client depuis, cliente desde',
      { aliases: ['created_at'] },
    ),
    kickoff_date: field(
      'date',
      'Kickoff',
      'kickoff date, kick off, kick off date, go live date, onboarding start, projektstart, debut du projet, inicio del proyecto, inicio do projeto',
    ),
    csm: field(
      'email',
      'CSM',
      'csm email, customer success manager, success manager, owner email, account owner email, owner',
      { hint: 'The e-mail address of a member.' },
    ),
    account_manager: field(
      'email',
      'Account manager',
      'account manager email, am, am email, sales owner, kundenbetreuer',
      { hint: 'The e-mail address of a member.' },
    ),
  },
} as const satisfies RecordKind;
