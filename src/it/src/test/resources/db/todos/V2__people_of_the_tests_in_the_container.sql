-- Members for the tests inside the container, which have no administrator's connection. Other tests add their own members.
insert into project_members (project_id, user_id) values ('inside', 'ann'), ('inside', 'bob');
