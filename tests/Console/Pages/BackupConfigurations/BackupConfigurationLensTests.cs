using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.BackupConfigurations;

/// <summary>The form is a lens: looking through it changes nothing, and working on a field changes that field.</summary>
public sealed class BackupConfigurationLensTests : CreateBackupConfigurationTest
{
    // Shapes that people write, and fields of the form that they have or not.
    public static TheoryData<string> Shapes => new(
        """{"spec":{"target":{"kind":"PersistentVolumeClaim","name":"data"},"backends":[{"name":"a","storageRef":{"name":"default"},"retentionPolicy":{"name":"keep","namespace":"stash"}}],"sessions":[{"name":"s","scheduler":{"schedule":"*/5 * * * *","jobTemplate":{"backoffLimit":1}},"addon":{"name":"pvc-addon","tasks":[{"name":"logical-backup","targetVolumes":{"volumeMounts":[{"name":"data","mountPath":"/data"}]}}]},"repositories":[{"name":"r","backend":"a","directory":"/pvc"}]}]}}""",
        """{"spec":{"backends":[{"name":"a"},{"name":"b","storageRef":{"name":"other","namespace":"stash"}}],"sessions":[{"name":"s","addon":{"name":"kubedump-addon","tasks":[{"name":"manifest-backup","params":{"IncludeNamespaces":"a,b"}}],"jobTemplate":{"spec":{"serviceAccountName":"x","securityContext":{"runAsUser":0,"fsGroup":2}}}},"repositories":[{"name":"r1","backend":"a"},{"name":"r2","backend":"b","encryptionSecret":{"name":"e"}}]}]}}""",
        """{"metadata":{"name":"x","labels":{"a":"b"}},"spec":{"paused":true,"sessions":[{"name":"one","hooks":{"preBackup":[{"name":"h"}]},"retryConfig":{"maxRetry":3,"delay":"5m0s"}},{"name":"two","backupTimeout":"2h"},{}]},"status":{"phase":"Ready"}}""",
        """{"spec":{"target":{"apiGroup":"","kind":"Namespace","name":"demo","extra":[1.50,null]},"sessions":[{"addon":{"tasks":[{"name":"t","params":{"nested":{"deep":[1,{"x":0.10}]},"text":"two\nlines\n\n"}}]}}]}}""",
        """{"spec":{"target":"text","backends":{},"sessions":"none"}}""",
        """{"spec":{"backends":[null,7],"sessions":[null,"text",{"name":5,"scheduler":[],"addon":{"name":true,"tasks":{}},"repositories":"r"}]}}""",
        """{"spec":{"sessions":[{"addon":{"jobTemplate":{"spec":{"securityContext":{"runAsUser":"65534"}}},"tasks":[{"params":"broken: ["},{"params":[1]},{"params":null},{"params":{}}]}}]}}""",
        """{}""");

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_form_that_is_looked_at_changes_nothing(string json) => await LookAsync(JsonNode.Parse(json)!.AsObject());

    [Fact]
    public async Task Forms_over_generated_manifests_change_nothing()
    {
        Random random = new(20261121);
        for (int round = 0; round < 40; round++)
        {
            await LookAsync(SomeManifest.Configuration(random));
        }
    }

    [Fact]
    public async Task A_field_that_is_worked_on_changes_nothing_but_itself()
    {
        Random random = new(20261122);
        int edits = 0;
        for (int round = 0; round < 60; round++)
        {
            JsonObject before = SomeManifest.Configuration(random);
            RenderedComponent page = await OpenOverAsync(before);
            string[] fields = [.. page.FindAll("main .form-field input[type=text], main .form-field textarea").Select(field => field.Id!)];
            string chosen = fields[random.Next(fields.Length)];

            await page.InvokeAsync(() => page.Find($"#{chosen}").InputAsync("edited: now"));

            ImmutableArray<ManifestDifference> changes = ManifestDiff.Compare(new Manifest(before), new Manifest(Kept()));
            Assert.All(changes, change => Assert.True(IsOrHolds(change.Path, chosen), $"{chosen} changed {change.Path} of {before.ToJsonString()} to {Kept().ToJsonString()}"));
            edits += changes.Length;
        }

        Assert.True(edits > 30);
    }

    // A value may bring the parents it needs, then the outermost of those is what is new; and a map changes by what it holds.
    private static bool IsOrHolds(ManifestPath changed, string field)
    {
        string id = ManifestField.IdOf(changed);
        return field.StartsWith(id, StringComparison.Ordinal) || id.StartsWith(field, StringComparison.Ordinal);
    }

    private async Task LookAsync(JsonObject manifest)
    {
        RenderedComponent page = await OpenOverAsync(manifest);
        await page.InvokeAsync(() => page.FindAll("main button").First(button => button.TextContent.Trim() == "Preview").ClickAsync());

        // Preview is refused where something is missing; where nothing is, what the form has no field for was written by it, and that is not looking.
        if (!Context.Navigation.Uri.Contains("step=preview", StringComparison.Ordinal))
        {
            Assert.Equal(manifest.ToJsonString(), Kept().ToJsonString());
        }
    }

    private async Task<RenderedComponent> OpenOverAsync(JsonObject manifest)
    {
        string id = $"lens{Guid.NewGuid():N}"[..20];
        Tab.Kept.Clear();
        Tab.Kept[$"dev/backupconfigurations.core.kubestash.com/{id}"] = new JsonObject { ["manifest"] = manifest.ToJsonString() }.ToJsonString();
        RenderedComponent? page = opened;
        if (page is null)
        {
            opened = page = await OpenAsync($"?draft={id}");
        }
        else
        {
            await page.InvokeAsync(() =>
            {
                Context.Navigation.NavigateTo($"{Base}?draft={id}");
                return Task.CompletedTask;
            });
        }

        await page.WaitForStateAsync(() => page.FindAll("#fieldmetadata-namespace").Count == 1, Cancel);
        Assert.Equal(manifest.ToJsonString(), Kept().ToJsonString());
        return page;
    }

    private RenderedComponent? opened;
}
