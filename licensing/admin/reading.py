from django.contrib import admin


class ReadOnly(admin.ModelAdmin):
    """Records are looked at here and changed by actions only."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
