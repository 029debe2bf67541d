using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.KubeStash;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>What the page of the BackupVerificationSession's fields names is on the page of one, by the same words.</summary>
public sealed class VerificationFields(BrowserFixture fixture, KindObjects objects) : BrowserTest(fixture), IClassFixture<KindObjects>
{
    // The place of each field of the object: a label of the Basic panel, or a table and its column.
    private static readonly Dictionary<string, (string Place, string Label)> Places = new()
    {
        ["spec.invoker.apiGroup"] = ("Basic", "Invoker API Group"),
        ["spec.invoker.kind"] = ("Basic", "Invoker Kind"),
        ["spec.invoker.name"] = ("Basic", "Invoker Name"),
        ["spec.session"] = ("Basic", "Session"),
        ["spec.repository"] = ("Basic", "Repository"),
        ["spec.snapshot"] = ("Basic", "Snapshot"),
        ["spec.retryLeft"] = ("Basic", "Retry left"),
        ["status.phase"] = ("Basic", "Phase"),
        ["status.duration"] = ("Basic", "Duration"),
        ["status.retried"] = ("Basic", "Retried"),
        ["status.conditions[].type"] = ("Conditions", ""),
        ["status.conditions[].status"] = ("Conditions", ""),
        ["status.conditions[].reason"] = ("Conditions", ""),
        ["status.conditions[].message"] = ("Conditions", ""),
        ["status.conditions[].severity"] = ("Conditions", ""),
        ["status.conditions[].observedGeneration"] = ("Conditions", ""),
        ["status.conditions[].lastTransitionTime"] = ("Conditions", ""),
    };

    // Each condition the page names, with how our object's is judged.
    private static readonly (string Type, string Judged)[] Conditions =
    [
        ("BackupVerificationSkipped", "Good"), ("VerificationSessionHistoryCleaned", "Good"), ("VerificationExecutorEnsured", "Good"), ("RestoreSucceeded", "Good"), ("BackupVerified", "Bad"),
    ];

    [Fact]
    public async Task Every_field_and_every_condition_of_a_verification_is_on_its_page_with_its_value_and_its_meaning()
    {
        ConsolePage page = await OpenAsync(objects.Console);
        await page.GoAsync(objects.Page(KubeStashKinds.BackupVerificationSession));
        await Expect(page.Page.Locator("table[aria-label='Snapshot'] tbody tr")).ToHaveCountAsync(1);

        JsonObject reading = await FieldReading.ReadAsync(page);

        FieldReading.HasEveryField(objects.Verification, reading, Places);
        string[] conditions = [.. FieldReading.Candidates(reading, "Conditions").Select(row => row[""]!.GetValue<string>())];
        Assert.All(Conditions, named => Assert.Single(conditions, text => text.StartsWith($"{named.Type} ", StringComparison.Ordinal) && text.Contains($" {named.Judged}", StringComparison.Ordinal) && text.Contains("True means: ", StringComparison.Ordinal)));
        Assert.Equal(Conditions.Length, conditions.Length);
    }

    [Fact]
    public async Task The_objects_it_has_to_do_with_are_linked()
    {
        ConsolePage page = await OpenAsync(objects.Console);
        await page.GoAsync(objects.Page(KubeStashKinds.BackupVerificationSession));

        foreach (string table in (string[])["Backup Configuration", "Repository", "Snapshot"])
        {
            await Expect(page.Page.Locator($"table[aria-label='{table}'] tbody tr td.name a")).ToHaveTextAsync(objects.Name);
        }

        await Expect(page.Page.Locator("section[aria-labelledby=basic-title] dt:text-is('Backup Verifier') + dd a")).ToHaveTextAsync($"{objects.Namespace}/{objects.Name}");
        await Expect(page.Page.Locator(".story h2")).ToHaveTextAsync("The restored data did not pass the check");
    }
}
