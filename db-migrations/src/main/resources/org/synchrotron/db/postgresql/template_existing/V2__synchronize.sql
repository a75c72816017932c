-- A template for tables that an application has already, with rows in them. Copy it to the folder of your migrations, after those that made
-- the tables, and change it. Here a company has customers, each in a region, some of them confidential; its employees are in
-- employees (user_id, region, manager).

-- 1. The audience of each row, computed from columns that never change for a row: who moves a customer to another region deletes the row and
--    inserts it under a new id. Managers have an audience more, so confidential rows get one of their own.
alter table customers add column audience_key text not null generated always as (
    case when confidential then 'managers:' else 'region:' end || region) stored;
create index customers_audience on customers (audience_key);

-- 2. Who has which audiences: from the tables that say so already. Nobody gets rows by having left or by not being listed.
create or replace view synchrotron.user_audiences (user_id, audience_key) as
    select user_id, 'region:' || region from employees
    union all
    select user_id, 'managers:' || region from employees where manager;

-- 3. A role with fewer rights than synchrotron_user has, for tokens with the claim "role": "crm_guest"; list it in synchrotron.roles. It gets
--    the rights of synchrotron_user, and restrictive policies take some away. Roles belong to the whole cluster.
do $$
begin
    if not exists (select from pg_roles where rolname = 'crm_guest') then
        create role crm_guest nologin;
    end if;
end
$$;
grant synchrotron_user to crm_guest;
grant crm_guest to synchrotron_login;

create policy guests_see_no_confidential_rows on customers as restrictive for select to crm_guest
    using (audience_key like 'region:%');
create policy guests_insert_nothing on customers as restrictive for insert to crm_guest with check (false);
create policy guests_change_nothing on customers as restrictive for update to crm_guest using (true) with check (false);
create policy guests_delete_nothing on customers as restrictive for delete to crm_guest using (false);

-- 4. Track the table and take its rows into the log, as a record of the server. A server looks when it starts whether anybody could pass
--    these policies: select * from synchrotron.unsafe(array['synchrotron_user', 'crm_guest']).
select synchrotron.adopt('customers');
