-- What the application gets while its server runs and its devices are out.
alter table todos add column colour text not null default 'white';
create table labels (
    id uuid primary key,
    todo_id uuid not null references todos,
    audience_key text not null,
    text text not null
);
create index labels_audience on labels (audience_key);
select synchrotron.track('labels');
