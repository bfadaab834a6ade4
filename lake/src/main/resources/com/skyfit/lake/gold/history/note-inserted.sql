versions_noted as (
    insert into {versions} ({key}, {tracked}, _source_version, _moment, {beside}, _is_gone, {lineage})
    select {batch_key}, {values}, b._source_version, {moment}, {batch_beside}, b.is_deleted, {batch_lineage} from inserted b
),
