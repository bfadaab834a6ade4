// Lists every entity of the simulator by the official Pipedrive client and the common Zendesk client: one JSON line an entity, with its ids.
import {
  ActivitiesApi, Configuration, DealsApi, OrganizationsApi, PersonsApi, PipelinesApi, StagesApi,
} from 'pipedrive/v2';
import { Configuration as ConfigurationV1, UsersApi } from 'pipedrive/v1';
import zendesk from 'node-zendesk';

const { PIPEDRIVE_BASE_URL, PIPEDRIVE_TOKEN, ZENDESK_BASE_URL, ZENDESK_EMAIL, ZENDESK_API_TOKEN } = process.env;

function tell(source, entity, records) {
  console.log(JSON.stringify({ source, entity, ids: records.map((record) => record.id) }));
}

async function pages(list) {
  const records = [];
  let cursor;
  do {
    const page = await list(cursor);
    records.push(...page.data);
    cursor = page.additional_data?.next_cursor ?? undefined;
  } while (cursor);
  return records;
}

const v2 = new Configuration({ apiKey: PIPEDRIVE_TOKEN, basePath: `${PIPEDRIVE_BASE_URL}/api/v2` });
const v1 = new ConfigurationV1({ apiKey: PIPEDRIVE_TOKEN, basePath: `${PIPEDRIVE_BASE_URL}/api/v1` });
const byTime = { limit: 100, sort_by: 'update_time', sort_direction: 'asc' };
const deals = new DealsApi(v2);

tell('pipedrive', 'deals', await pages((cursor) => deals.getDeals({ ...byTime, cursor })));
tell('pipedrive', 'archived deals', await pages((cursor) => deals.getArchivedDeals({ ...byTime, cursor })));
tell('pipedrive', 'deleted deals', await pages((cursor) => deals.getDeals({ ...byTime, status: 'deleted', cursor })));
tell('pipedrive', 'persons', await pages((cursor) => new PersonsApi(v2).getPersons({ ...byTime, cursor })));
tell('pipedrive', 'organizations', await pages((cursor) => new OrganizationsApi(v2).getOrganizations({ ...byTime, cursor })));
tell('pipedrive', 'activities', await pages((cursor) => new ActivitiesApi(v2).getActivities({ ...byTime, cursor })));
tell('pipedrive', 'pipelines', await pages((cursor) => new PipelinesApi(v2).getPipelines({ cursor })));
tell('pipedrive', 'stages', await pages((cursor) => new StagesApi(v2).getStages({ cursor })));
tell('pipedrive', 'users', (await new UsersApi(v1).getUsers()).data);

const desk = zendesk.createClient({
  username: ZENDESK_EMAIL, token: ZENDESK_API_TOKEN, endpointUri: `${ZENDESK_BASE_URL}/api/v2`,
});
tell('zendesk', 'tickets', await desk.tickets.incremental(0));
tell('zendesk', 'users', await desk.users.incremental(0));
tell('zendesk', 'organizations', await desk.organizations.list());
tell('zendesk', 'groups', await desk.groups.list());
tell('zendesk', 'ticket_fields', await desk.ticketfields.list());
tell('zendesk', 'ticket_forms', await desk.ticketforms.list());
