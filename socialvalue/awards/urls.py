"""The pages of awards and charters.

`application_pk` is an application as those see it who decide it; `own_application_pk` the same as
its applicant does.
"""

from socialvalue.awards import applying_urls, judging_urls, register_urls, schemes_urls

app_name = "awards"
urlpatterns: list[object] = [
    *applying_urls.urlpatterns,
    *judging_urls.urlpatterns,
    *register_urls.urlpatterns,
    *schemes_urls.urlpatterns,
]
