using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Components.Manifests;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;

namespace BackupConsole.Tests.Pages.BackupStorages;

/// <summary>What is typed as a credential is nowhere but in the memory of the form, until it is sent.</summary>
public sealed class CreateBackupStorageSecretTests : CreateBackupStorageTest
{
    private const string Canary = "canary-4711";

    private const string Key = "stringData-AZURE-ACCOUNT-KEY";

    public static TheoryData<string, string, string> Fields { get; } = new()
    {
        { "azure", Key, Canary },
        { "s3", "stringData-AWS-ACCESS-KEY-ID", Canary },
        { "s3", "stringData-AWS-SECRET-ACCESS-KEY", Canary },
        { "s3", "stringData-CA-CERT-DATA", $"-----BEGIN CERTIFICATE-----\n{Canary}\n" },
        { "gcs", "stringData-GOOGLE-PROJECT-ID", Canary },
        { "gcs", "stringData-GOOGLE-SERVICE-ACCOUNT-JSON-KEY", $$"""{"private_key":"{{Canary}}"}""" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_credential_is_in_no_page_draft_preview_message_or_call_to_the_browser(string provider, string field, string value)
    {
        // Whatever the server says, and be it the value itself, is not repeated.
        string said = Canary;
        Cluster.Refuses = (kind, manifest, dryRun) =>
            kind == KubeStashKinds.BackupStorage && !dryRun && manifest is not null
                ? MemoryCluster.Refusal(422, "Invalid", $"is invalid: {said}", new ApiStatusCause("spec.storage", "FieldValueInvalid", $"cannot use {said}"))
                : null;
        RenderedComponent page = await FilledAsync(provider, field, value);
        AssertNowhere(page);
        await page.InvokeAsync(() => Field(page, field).RaiseAsync("onblur", EventArgs.Empty));
        AssertNowhere(page);

        await PreviewAsync(page);
        AssertNowhere(page);
        await page.InvokeAsync(() => page.FindAll(".files button")[1].ClickAsync());
        AssertNowhere(page);
        await page.InvokeAsync(() => page.FindAll(".formats button")[1].ClickAsync());
        AssertNowhere(page);
        await SubmitAsync(page);
        Assert.Contains("Nothing was created", page.Text, StringComparison.Ordinal);
        AssertNowhere(page);
        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());
        AssertNowhere(page);

        Cluster.Refuses = (_, _, _) => null;
        await PreviewAsync(page);
        await SubmitAsync(page);
        AssertNowhere(page);
        Assert.Empty(Context.Errors.Exceptions);
        Assert.Contains(Canary, string.Concat(Stored(BuiltInKinds.Secret)["data"]!.AsObject().Select(one => Encoding.UTF8.GetString(Convert.FromBase64String(one.Value!.GetValue<string>())))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_connection_tells_no_credential_either()
    {
        Cluster.Refuses = (kind, manifest, dryRun) => kind == BuiltInKinds.Secret && !dryRun ? new HttpRequestException($"broke off while sending {Canary}") : null;
        RenderedComponent page = await FilledAsync("azure", Key, Canary);
        await PreviewAsync(page);
        await SubmitAsync(page);

        Assert.Contains("It is not known whether it was created", page.Text, StringComparison.Ordinal);
        AssertNowhere(page);
    }

    [Fact]
    public async Task A_value_written_into_the_text_is_sent_as_written_and_never_kept()
    {
        RenderedComponent page = await FilledAsync("azure", Key, "from-the-form");
        await PreviewAsync(page);
        await page.InvokeAsync(() => page.FindAll(".files button")[1].ClickAsync());
        await page.InvokeAsync(() => Tab.Editor!.ChangedAsync($"apiVersion: v1\nkind: Secret\nmetadata: {{name: store-storage-cred, namespace: demo, labels: {{a: b}}}}\nstringData: {{AZURE_ACCOUNT_KEY: {Canary}, OTHER: {Canary}-2}}\n"));
        Assert.DoesNotContain(Canary, string.Concat(Tab.Kept.Values), StringComparison.Ordinal);
        await page.InvokeAsync(() => Tab.Editor!.ChangedAsync($"apiVersion: v1\nkind: Secret\nmetadata: {{name: store-storage-cred, namespace: demo, labels: {{a: b}}}}\nstringData: {{AZURE_ACCOUNT_KEY: {Canary}, OTHER: *{Canary}\n"));
        Assert.DoesNotContain(Canary, string.Concat(Tab.Kept.Values), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, page.Find(".problems").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => Tab.Editor!.ChangedAsync($"apiVersion: v1\nkind: Secret\nmetadata: {{name: store-storage-cred, namespace: demo, labels: {{a: b}}}}\nstringData: {{AZURE_ACCOUNT_KEY: {Canary}}}\n"));

        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());
        AssertNowhere(page);
        Assert.Equal("Written on the Preview page. Type to replace it", Field(page, Key).GetAttribute("placeholder"));
        await PreviewAsync(page);
        await SubmitAsync(page);
        Assert.Equal(Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary)), Stored(BuiltInKinds.Secret)["data"]!["AZURE_ACCOUNT_KEY"]!.GetValue<string>());
        Assert.Equal("b", Stored(BuiltInKinds.Secret)["metadata"]!["labels"]!["a"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_Secret_pasted_over_the_storage_is_not_kept_either()
    {
        RenderedComponent page = await FilledAsync("azure", Key, "from-the-form");
        await PreviewAsync(page);
        foreach (string text in (string[])[$"apiVersion: v1\nkind: Secret\nstringData: {{KEY: {Canary}}}\n", $"apiVersion: v1\nkind: \"Secret\"\nstringData: {{KEY: {Canary}\n"])
        {
            await page.InvokeAsync(() => Tab.Editor!.ChangedAsync(text));
            Assert.DoesNotContain(Canary, string.Concat(Tab.Kept.Values), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task After_the_page_is_loaded_again_a_credential_has_to_be_typed_again()
    {
        RenderedComponent page = await FilledAsync("azure", Key, Canary);
        await PreviewAsync(page);

        await LoadAgainAsync(page);
        Assert.Contains("Values of a Secret have to be typed again first.", page.Find(".form-bar").TextContent, StringComparison.Ordinal);
        Assert.True(Button(page, "Submit").HasAttribute("disabled"));
        Assert.Contains("values of Secrets are not kept", page.Find(".problems").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());
        Assert.Contains("Type it again", ErrorAt(page, Key), StringComparison.Ordinal);
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        Assert.Empty(page.FindAll("[data-manifest]"));
        await TypeAsync(page, (Key, "again"));
        await PreviewAsync(page);
        await SubmitAsync(page);
        Assert.Equal("YWdhaW4=", Stored(BuiltInKinds.Secret)["data"]!["AZURE_ACCOUNT_KEY"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_preview_shows_placeholders()
    {
        RenderedComponent page = await FilledAsync("azure", Key, Canary);
        await PreviewAsync(page);
        await page.InvokeAsync(() => page.FindAll(".files button")[1].ClickAsync());

        JsonNode draft = JsonNode.Parse(Tab.Kept.Values.Single())!;
        Assert.Equal(
            $$$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"store-storage-cred","namespace":"demo"},"type":"Opaque","stringData":{"AZURE_ACCOUNT_KEY":"{{{SecretManifest.Placeholder}}}"}}""",
            JsonNode.Parse(draft["further"]![0]!.GetValue<string>())!.ToJsonString(new(System.Text.Json.JsonSerializerOptions.Default) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task A_wrong_key_file_is_told_without_quoting_it()
    {
        RenderedComponent page = await StartAsync("gcs", ("stringData-GOOGLE-SERVICE-ACCOUNT-JSON-KEY", $"no {Canary}"));
        await page.InvokeAsync(() => Field(page, "stringData-GOOGLE-SERVICE-ACCOUNT-JSON-KEY").RaiseAsync("onblur", EventArgs.Empty));

        Assert.Contains("This is no JSON", ErrorAt(page, "stringData-GOOGLE-SERVICE-ACCOUNT-JSON-KEY"), StringComparison.Ordinal);
        AssertNowhere(page);
    }

    private async Task<RenderedComponent> FilledAsync(string provider, string field, string value)
    {
        RenderedComponent page = await StartAsync(provider);
        (string Field, string Value)[] all = provider switch
        {
            "azure" => [(Key, "k"), ("spec-storage-azure-storageAccount", "account"), ("spec-storage-azure-container", "backups")],
            "s3" => [("stringData-AWS-ACCESS-KEY-ID", "i"), ("stringData-AWS-SECRET-ACCESS-KEY", "k"), ("spec-storage-s3-bucket", "b"), ("spec-storage-s3-endpoint", "https://e")],
            _ => [("stringData-GOOGLE-PROJECT-ID", "p"), ("stringData-GOOGLE-SERVICE-ACCOUNT-JSON-KEY", "{}"), ("spec-storage-gcs-bucket", "b")],
        };
        await TypeAsync(page, [.. all, (field, value)]);
        return page;
    }

    private void AssertNowhere(RenderedComponent page)
    {
        Assert.DoesNotContain(Canary, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, string.Concat(Tab.Kept.Values), StringComparison.Ordinal);
        Assert.DoesNotContain(Tab.Sent, sent => sent.Contains(Canary, StringComparison.Ordinal));
        Assert.DoesNotContain(Cluster.Asked, asked => asked.Contains(Canary, StringComparison.Ordinal));
        Assert.DoesNotContain(Canary, Context.Navigation.Uri, StringComparison.Ordinal);
    }
}
