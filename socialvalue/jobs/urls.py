"""The pages of this room."""

from django.urls import path

from socialvalue.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.JobList.as_view(), name="list"),
    path("<uuid:job_pk>/", views.JobPage.as_view(), name="job"),
    path("<uuid:job_pk>/progress/", views.JobProgress.as_view(), name="progress"),
    path("<uuid:job_pk>/cancel/", views.CancelJob.as_view(), name="cancel"),
    path("<uuid:job_pk>/again/", views.TryJobAgain.as_view(), name="again"),
]
