-- Tests inside the container have no administrator's connection; those from outside add their own people.
insert into project_members (project_id, user_id) values ('inside', 'ann'), ('inside', 'bob');
